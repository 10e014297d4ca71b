//! What was and wasn't read is told: `explain`, `test --coverage`, `rules --overlaps`, `facts`.

#![cfg(feature = "cli")]
#![allow(clippy::expect_used, clippy::indexing_slicing)]

mod support;

use serde_json::Value;
use support::Desk;

/// Rules that meet: a kind and none, a name inside a name, a cue inside a cue.
const RULES: &str = "
[subject.plover]
names = [\"Plover\"]
kind = \"ferry\"

[subject.curlew]
names = [\"Curlew\"]
kind = \"ferry\"

[[rule]]
id = \"plover-range\"
check = \"quantity\"
about = \"plover\"
near = [\"range\"]
unit = \"km\"

[[rule]]
id = \"curlew-range\"
check = \"quantity\"
about = \"curlew\"
near = [\"range\"]
unit = \"km\"
";

fn desk(rules: &str) -> Desk {
    Desk::empty()
        .file("factlint.toml", "packs = []\n")
        .file("rules/r.toml", format!("{RULES}{rules}"))
        .file("a.txt", "The Plover is grey.\n\nThe Curlew has a range of 70 km.\n")
        .file(
            "b.txt",
            "The Plover has no range of 90 km. The Plover is older than the Curlew, which has a range of 70 km. The \
             Plover has a range of 90.\n",
        )
}

#[test]
fn a_line_of_several_sentences_is_explained_by_sentence() {
    let run = desk("").run(&["explain", "b.txt:1"]);
    run.exits(0).says("curlew-range (quantity):\n      reads `70 km`, in “The Plover is older");
    // The nearest miss of a rule comes first, and the rule that read something before the other.
    run.says("      does not read `90`: a number without a unit").says("belongs to Curlew");
    let text = run.text();
    let place = |words: &str| text.find(words).expect(words);
    assert!(place("curlew-range (") < place("plover-range ("));
    assert!(place("without a unit") < place("not asserted: `no`"));
    assert!(place("not asserted: `no`") < place("belongs to Curlew"));
}

#[test]
fn one_rule_explains_a_line() {
    let desk = desk("");
    let run = desk.run(&["explain", "plover-range", "b.txt:1"]);
    run.exits(0).says("plover-range (quantity):").never_says("curlew-range").never_says("read:");
    let run = desk.run(&["explain", "curlew-range", "a.txt:1"]);
    run.exits(0).says("its subject stands neither in this line nor above it: Curlew");
    desk.run(&["explain", "plover-rang", "a.txt:1"]).exits(2).warns("did you mean `plover-range`?");
    desk.run(&["explain", "plover-range", "a.txt"]).exits(2).warns("is no line of a document");
    desk.run(&["explain", "plover-range", "a.txt:1", "--tree"]).exits(2);
}

#[test]
fn a_rule_points_at_the_place_that_came_nearest() {
    // The first document names the subject, the second has a range without a unit.
    let run = desk("").run(&["explain", "plover-range"]);
    run.exits(0)
        .says("nearest: a number without a unit")
        .says("`factlint explain plover-range b.txt:1`");
}

#[test]
fn a_cue_above_is_no_missing_cue() {
    let desk = Desk::empty()
        .file("factlint.toml", "packs = []\n")
        .file("rules/r.toml", RULES)
        .file("a.md", "| ferry | range |\n| --- | --- |\n| Plover | far |\n")
        .file("b.txt", "The Plover is a long-range ferry.\n");
    desk.run(&["explain", "plover-range", "a.md:3"]).exits(0).never_says("no cue");
    let run = desk.run(&["explain", "plover-range", "b.txt:1"]);
    run.exits(0).says("no cue of `near`: `range`; `long-range` is another word");
}

#[test]
fn coverage_tells_what_each_rule_reads() {
    let desk = desk("");
    let run = desk.run(&["test", "--coverage", ".", "--allow-empty"]);
    run.exits(0).says("coverage of .: 2 documents");
    run.says("  plover-range  none  1        1         1          1                1 not asserted, 1 no unit");
    run.says("  curlew-range  2     0        0         0          0");
    let text = run.text();
    assert!(text.find("plover-range  none") < text.find("curlew-range  2"));
    let run = desk.run(&["test", "--coverage", "b.txt", "--coverage", "a.txt", "--format", "json"]);
    let told: Value = serde_json::from_str(run.exits(0).text()).expect("JSON");
    assert_eq!((&told["version"], &told["documents"]), (&1.into(), &2.into()));
    let plover = &told["rules"][0];
    assert_eq!((&plover["rule"], &plover["read"]), (&"plover-range".into(), &0.into()));
    assert_eq!(plover["nearest"]["path"], "b.txt");
    assert!(plover["silent"].as_str().is_some_and(|why| why.contains("nothing was claimed")));
    let unread = plover["unread"].as_array().expect("a list");
    let no_unit = serde_json::json!({ "reason": "no-unit", "class": "unclear", "places": 1 });
    assert!(unread.contains(&no_unit));
    assert_eq!(told["rules"][1]["silent"], Value::Null);
}

#[test]
fn coverage_fails_honestly() {
    let desk = desk("").file("empty/x.bin", b"\0").file("bad/c.txt", b"a\0b");
    desk.run(&["test", "--coverage", "empty"]).exits(2).warns("no document lies there");
    desk.run(&["test", "--coverage", "empty", "--allow-empty"]).exits(0);
    desk.run(&["test", "--coverage", "bad"]).exits(2).warns("bad/c.txt");
    desk.run(&["test", "--format", "json"]).exits(2);
}

#[test]
fn rules_that_meet_are_told_with_both_places() {
    let more = "
[[rule]]
id = \"top-range\"
check = \"quantity\"
about = \"plover\"
near = [\"summer range\"]
unit = \"km\"

[[rule]]
id = \"sea-curlew\"
check = \"quantity\"
about = [\"Sea Curlew\"]
near = [\"range\"]
";
    let desk = desk(more);
    let run = desk.run(&["rules", "--overlaps"]);
    run.exits(0).says("`Sea Curlew` has no `kind` and does not compete with `Plover` (ferry)");
    run.says("`Curlew`, a name of `curlew`, is part of `Sea Curlew`");
    run.says("`range`, a cue of `plover-range`, is part of `summer range`, a cue of `top-range`");
    run.says(
        "1 value that `plover-range` looked at went to `Curlew`, which `curlew-range` is about",
    );
    run.says("first in b.txt:1");
    let run = desk.run(&["rules", "--overlaps", "--format", "json"]);
    let told: Value = serde_json::from_str(run.exits(0).text()).expect("JSON");
    for finding in told["findings"].as_array().expect("findings") {
        assert_eq!(finding["severity"], "note");
        assert_eq!(finding["path"], "rules/r.toml");
        assert_eq!(finding["related"][0]["path"], "rules/r.toml");
    }
    desk.run(&["rules", "--format", "json"]).exits(2).warns("--overlaps");
    desk.run(&["rules", "--overlaps", "--cost"]).exits(2);
}

#[test]
fn words_that_two_rules_read_are_told() {
    let twin = "
[[rule]]
id = \"plover-reach\"
check = \"quantity\"
about = \"curlew\"
near = [\"range\"]
unit = \"mile\"
";
    let run = desk(twin).run(&["rules", "--overlaps"]);
    run.exits(0)
        .says("`curlew-range` and `plover-reach` both read 2 values")
        .says("first in a.txt:3");
}

#[test]
fn rules_that_do_not_meet_are_not_told() {
    let desk = desk("").file("b.txt", "The Plover has a range of 90 km.\n");
    desk.run(&["rules", "--overlaps"]).exits(0).never_says("note[");
}

/// What the figure or date at some words is told to be about; none where nothing is read there.
fn told(text: &str, words: &str) -> Option<String> {
    let desk = Desk::empty().file("a.txt", text);
    let run = desk
        .run(&["facts", "--packs", "none", "--kind", "figure,date", "--format", "jsonl", "a.txt"]);
    let text = run.exits(0).text();
    let lines = text.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    let mut told =
        lines.filter(|one| one["text"].as_str().is_some_and(|told| told.contains(words)));
    let told = told.next_back()?;
    Some(told["subject"].as_str().unwrap_or("-").to_owned())
}

/// Whose a figure is, is learnt: of every ten sentences nine have the right answer, whatever is learnt next.
#[track_caller]
fn are_mostly_told(cases: &[(&str, &str, &str)]) {
    let told = |(text, words, expected): &(&str, &str, &str)| {
        let found = told(text, words).unwrap_or_else(|| "-".to_owned());
        (found != *expected).then(|| format!("{text}: {found}, not {expected}"))
    };
    let wrong: Vec<String> = cases.iter().filter_map(told).collect();
    assert!(wrong.len() * 10 <= cases.len(), "of {}:\n{}", cases.len(), wrong.join("\n"));
}

#[track_caller]
fn are_mostly_without(cases: &[(&str, &str)]) {
    let without: Vec<_> = cases.iter().map(|(text, words)| (*text, *words, "-")).collect();
    are_mostly_told(&without);
}

#[test]
fn figures_have_the_subjects_that_their_sentences_give_them() {
    are_mostly_told(&[
        ("The Halden Bridge has a length of 1,240 metres.", "1,240", "Halden Bridge"),
        ("The shares fell 4 percent on Monday.", "4 percent", "shares"),
        ("The council cut the deficit by 8 percent.", "8 percent", "deficit"),
        ("Critics spoke of 8 percent of the budget.", "8 percent", "budget"),
        ("The 40-minute concert pleased everybody.", "40-minute", "concert"),
        ("Larkwood was up 3 percent, Norholm was down 5 percent.", "5 percent", "Norholm"),
        ("The new tram, which carries 240 passengers, was shown.", "240", "new tram"),
        ("The tram is new. It carries 240 passengers.", "240", "tram"),
        ("Ann Lee, 63, left.", "63", "Ann Lee"),
        ("The tower opened on June 6, 2024.", "June 6", "tower"),
    ]);
}

#[test]
fn figures_have_the_subjects_that_stand_apart_from_them() {
    are_mostly_told(&[
        // What stands beside the thing is not the thing.
        ("The council held a three-hour hearing Monday on the plan.", "three-hour", "hearing"),
        ("The clinic threw out 300 bags of waste.", "300 bags", "clinic"),
        ("On the roof there are nine chimneys with four pots.", "nine", "roof"),
        ("In the light of the report, there are two gaps.", "two gaps", "report"),
        ("The winner is 19-year old Dan Pell.", "19-year", "Dan Pell"),
        ("The treks have been under two hours.", "two hours", "treks"),
        ("Oakfield has twice as many doctors as Norham.", "twice", "Oakfield"),
        ("The firm owns three mills, each with 200 looms.", "200", "mills"),
        ("Four trams were shown, each with 90 seats.", "90", "trams"),
        ("The belt broke, leaving 900 bags behind, a spokeswoman said.", "900", "belt"),
        ("Citing losses of $5 million, the firm said it would close.", "$5 million", "firm"),
        ("The Vesper Kettle (from $90, at Dales) boils in a minute.", "$90", "Vesper Kettle"),
        ("The tour (three hours) starts at noon.", "three hours", "tour"),
        ("The yard has two anvils, six tongs and three hammers.", "six tongs", "yard"),
        ("They crossed the gorge, 40 metres deep, on a rope.", "40 metres", "gorge"),
        ("They staged a 3-day boatfest.", "3-day", "boatfest"),
        // What a clause or a participle tells more of.
        ("The council closed the pool, priced at £3.", "£3", "pool"),
        ("The town built a bridge over the Tay, spanning 900 m.", "900 m", "bridge"),
        ("Also shown was a map of the city, marking 40 wells.", "40 wells", "map"),
        ("The visitors had two goals ruled out.", "two goals", "visitors"),
        ("The flood left 40 people dead and 300 people homeless.", "300 people", "flood"),
        ("The site takes pictures up to 20 MB.", "20 MB", "pictures"),
        ("The school, with about 900 pupils, closed in May.", "900", "school"),
        ("They help users who are under 18.", "18", "users"),
        ("The shop sells in excess of 40 lamps a week.", "40 lamps", "shop"),
        ("When we met here, our graduation rate was 75 percent.", "75", "graduation rate"),
        ("The test covers a sample of ten different phyla.", "ten", "sample"),
        ("Norland has a population of over one billion.", "one billion", "Norland"),
        ("We test it, assuming a voltage of 3.3 volts.", "3.3", "voltage"),
        ("It brought the series to a total of 172 parts and 9 books.", "9 books", "series"),
    ]);
}

#[test]
fn figures_have_the_subjects_that_long_sentences_part_from_them() {
    are_mostly_told(&[
        // What a sign or a time parts is not read together.
        ("The first rig promised 4.2 tons; output was lower.", "4.2", "first rig"),
        ("This fee will cost a family on an income of $900 a year less than $20.", "$20", "fee"),
        ("The loss, in one night, of 300 sheep was reported.", "300 sheep", "loss"),
        ("The office needs funds during the year estimated at $5 million.", "$5", "funds"),
        ("The rate fell from 12 percent before we met to 4 percent.", "4 percent", "rate"),
        ("Net profits after costs rose 6 percent.", "6 percent", "Net profits"),
        ("The cache hit rate rose to 92 percent.", "92", "rate"),
        ("We urge the lifting of the wage to 75 cents.", "75 cents", "wage"),
        ("It is vital that the funds be increased by $2 million.", "$2 million", "funds"),
        // What is compared, and how far something is what it is.
        ("The new tank holds twice the water of the lake.", "twice", "new tank"),
        ("The shirt is 95 percent organic cotton.", "95", "shirt"),
        ("The breach exposed 40 million customers' data.", "40 million", "breach"),
        // Whatever "this" stands for.
        ("This will cost each worker $2 a week.", "$2", "worker"),
        ("The jury gives a mark to every dish, ranging from 1 to 9 points.", "9", "mark"),
        // What those do that are counted, and who does it to a sum.
        ("Twelve countries signed the treaty.", "Twelve", "treaty"),
        ("The mill, where 400 people worked, is a museum now.", "400", "mill"),
        ("At least $9 billion was spent by industry.", "$9 billion", "industry"),
        ("A lock may be held by more than one thread.", "one thread", "lock"),
        ("The error occurs in almost two million cases.", "two million", "error"),
        ("Of those who wrote, 60 nurses came, but only 12 were let in.", "12", "nurses"),
        ("The lake froze. The ice was thin. It bore 40 people.", "40", "ice"),
        // What a value bounds, what a sum is paid as, and what is most or least.
        ("The levy on incomes over $80,000 will rise.", "$80,000", "incomes"),
        ("Nobody asks families with incomes under $25,000.", "$25,000", "incomes"),
        ("That makes $80 billion in new revenues.", "$80 billion", "new revenues"),
        ("The rolls are at their lowest levels in 27 years.", "27 years", "rolls"),
        ("We have the lowest unemployment in 24 years.", "24 years", "lowest unemployment"),
        ("The largest value that a byte can hold is 255.", "255", "byte"),
        ("Many of these workers earn less than $3 an hour.", "$3", "workers"),
        ("There are 14 prisoners being held in the camp.", "14", "camp"),
        ("The trawler came within 30 km of the coast.", "30 km", "trawler"),
        // How often, how long and how far.
        ("Elections are held every four years.", "four years", "Elections"),
        ("Peace came after eight years of war.", "eight years", "war"),
        ("The dye has been used for over 20 years.", "20 years", "dye"),
        ("Hotels within ten minutes of the station are dear.", "ten", "Hotels"),
    ]);
}

#[test]
fn figures_that_are_only_said_by_the_way_have_no_subject() {
    are_mostly_without(&[
        ("We keep five backups on separate disks.", "five"),
        ("At this point there are again three nodes.", "three nodes"),
        ("The pool can tell the difference between two tiles.", "two tiles"),
        ("The car. It is good style to keep two copies.", "two copies"),
        ("The option was added in 6.2.", "6.2"),
        ("The page is shown with a 404 response.", "404"),
        ("The code in Listing 8-23 calls it.", "8-23"),
        ("We are one nation under God.", "one nation"),
        ("A million singers have used their credit.", "million"),
        ("For nine years, the paper has named it.", "nine years"),
    ]);
}

#[test]
fn figures_have_the_subjects_that_were_told_before() {
    are_mostly_told(&[
        ("They asked 400 nurses in 20 towns. Nearly half had left.", "half", "nurses"),
        ("In a crisis, 60 percent of the members came and 12 percent stayed.", "12", "members"),
        (
            "Ann Orr is a poet. Her book sold well. She married Dan Pell, and they had two sons.",
            "two sons",
            "Ann Orr",
        ),
        ("We remind the members of their $90 share.", "$90", "members"),
        ("They drew a line between the kingdom and its nine colonies.", "nine colonies", "kingdom"),
        ("The driver sold it. At the age of nine, she had 40 coins.", "40 coins", "driver"),
        ("In short, the plan:\n* Invests $2 million;\n* Gives $5 million.\n", "$5 million", "plan"),
    ]);
}

#[test]
fn every_position_of_a_figure_has_its_answer() {
    are_mostly_told(&[
        // A limit behind a comma, with a verb, without one and in a bracket.
        ("The fund pays a daily allowance, up to 20 weeks.", "20 weeks", "daily allowance"),
        (
            "The fund offers no loans, only monthly grants, up to 9 weeks.",
            "9 weeks",
            "monthly grants",
        ),
        ("Unpaid leave to care for a parent who is ill, up to 6 weeks", "6 weeks", "Unpaid leave"),
        (
            "It offers monthly grants, up to 9 weeks (up to 14 weeks if ill).",
            "14 weeks",
            "monthly grants",
        ),
        // Doing as a subject, and what it takes.
        ("Getting a licence renewed can take three to five months.", "five months", "licence"),
        ("It took the crew five hours to clear the drift.", "five hours", "crew"),
        ("It might take a week or two to print a badge.", "two", "badge"),
        // What lasts, stays and is kept.
        ("The pass will remain valid for three years.", "three years", "pass"),
        ("We keep the logs for 30 days.", "30 days", "logs"),
        ("The term has not been extended beyond 90 days.", "90 days", "term"),
        // Behind and before a noun.
        ("His thesis rests on about twelve pages of old letters.", "twelve", "thesis"),
        ("A lamp can support between one and five switches.", "five", "lamp"),
        ("A table with a head and at least two sibling columns", "two", "table"),
        ("It is a chip which controls 8-bit vs 16-bit addressing.", "8-bit", "addressing"),
        ("A 12% increase in rents", "12%", "rents"),
        ("And another $5 million for our libraries.", "$5 million", "libraries"),
        ("He sold the pears at three cents apiece.", "three cents", "pears"),
        // Parts of what is named in front or behind.
        ("Of the pupils, 12 percent came by bus.", "12 percent", "pupils"),
        ("By 1920, half the weavers had left.", "half", "weavers"),
        ("About 30% of traffic is local and about 70% is foreign.", "70%", "traffic"),
        // What was spoken of before.
        ("Orrin lies in a valley. By 1900, there were 320 houses.", "320", "Orrin"),
        // What is done by those who speak, by nobody and by many.
        ("We added 400 beds to our clinics.", "400", "clinics"),
        ("They run a fund where we provide 60 grants.", "60 grants", "fund"),
        ("The team set the goal of taking the app into 20 markets.", "20 markets", "app"),
        ("A parish in the county of Kent; containing 366 houses.", "366", "parish"),
        ("Raiders are holding more than 90 people hostage.", "90", "Raiders"),
        ("Nearly 90 people were hurt in the crash.", "90", "crash"),
    ]);
}

#[test]
fn what_measures_nothing_has_no_subject() {
    are_mostly_without(&[
        ("A day or two before you start, your guide will write.", "two"),
        ("The fire began in the slums of Five Corners, a district.", "Five"),
        ("Ann Orr, Mills of Kent (Hale Press, 1999), 169.", "169"),
        ("The duty was set in Orr v. Pell, 56 Wis. 2d 666, 84 (1973).", "666"),
        ("It was said in Orr v. Pell, 16 Mass. 141, 146 (1819).", "146"),
        ("It was said in Orr v. Pell, 16 Mass. 141, 146 (1819).", "16"),
        ("The frame of Kent has it in §§ 12, 28.", "28"),
        ("Its law$^{4}$ is known.", "4"),
        ("The rate is $\\beta + 4$ here.", "4"),
        ("Helpline of the town: 1300 735 683", "735"),
        ("16 Grill, J. B., and Strub, F. (2020).", "16"),
        ("In 4.10, the panels are drawn anew.", "4.10"),
        ("Prior work, notably other methods,17, 18, 19 needs labels.", "18"),
        ("The boot 0 pin is low.", "0"),
        ("Within two months of the move, the shop closed.", "two months"),
        ("He showed what sets the two sisters apart.", "two sisters"),
    ]);
}

#[test]
fn figures_without_a_subject_have_none() {
    are_mostly_without(&[
        ("For three years, the council met.", "three years"),
        ("The two leaders met in Halden.", "two leaders"),
        ("We saw 12 ships.", "12 ships"),
        ("It is 30 years since we began.", "30 years"),
        ("At the end of ten days, the fair closed.", "ten days"),
        ("He left it (two years ago) to her.", "two years"),
    ]);
}

#[test]
fn facts_come_without_subjects_where_nobody_wants_them() {
    let desk =
        Desk::empty().file("a.txt", "The bridge has a length of 900 metres. Mayor Ann Lee left.\n\n\"We closed it,\" Lee said.\n");
    let run =
        desk.run(&["facts", "--packs", "none", "--no-subjects", "--format", "jsonl", "a.txt"]);
    let run = run.exits(0);
    run.says("\"text\":\"900 metres\"")
        .says("\"subject\":null")
        .says("\"subject\":\"Ann Lee\"")
        .says("We closed it")
        .never_says("\"speaker\":\"");
    desk.run(&["facts", "--no-subjects", "--documents", "a.txt"]).exits(2);
}

#[test]
fn what_was_not_read_is_counted_in_the_last_line() {
    // "a range of 90" has no unit; "no range of 90 km" is denied, which is as clear as can be.
    let run = desk("").run(&["check"]);
    run.exits(0).says("2 claims: no findings; 1 statement not read (");
    let read = desk("").file("b.txt", "The Plover has a range of 90 km.\n").run(&["check"]);
    read.exits(0).says("no findings");
    assert!(!read.text().contains("not read"), "{}", read.text());
}

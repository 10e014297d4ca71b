//! Facts from elsewhere: workbooks, databases, and open data that is imported.

#![allow(clippy::expect_used, clippy::unwrap_used)]

mod support;

use support::Desk;

#[cfg(any(feature = "sheets", feature = "sqlite"))]
fn quota(reference: &str) -> String {
    format!(
        "[[rule]]\nid = \"quota\"\ncheck = \"quantity\"\nabout = [\"Lime tier\"]\nnear = [\"quota\"]\nunit = \"request\"\n\
         expect-from = \"{reference}\"\n"
    )
}

#[cfg(any(feature = "sheets", feature = "sqlite"))]
fn desk() -> Desk {
    Desk::empty()
        .file("factlint.toml", "packs = []\n")
        .file("a.txt", "The Lime tier has a quota of 70 requests.\n")
}

/// A workbook with the sheet "Tiers", whose rows these are.
#[cfg(feature = "sheets")]
fn workbook(rows: &str) -> Vec<u8> {
    use std::io::Write as _;
    let parts = [
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>",
        ),
        (
            "_rels/.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"a\" \
             Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
             Target=\"xl/workbook.xml\"/></Relationships>",
        ),
        (
            "xl/workbook.xml",
            "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
             xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"Tiers\" \
             sheetId=\"1\" r:id=\"b\"/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"b\" \
             Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" \
             Target=\"worksheets/sheet1.xml\"/></Relationships>",
        ),
    ];
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, text) in parts {
        writer.start_file(name, options).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.start_file("xl/worksheets/sheet1.xml", options).unwrap();
    let sheet = format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>"
    );
    writer.write_all(sheet.as_bytes()).unwrap();
    writer.finish().unwrap().into_inner()
}

#[cfg(feature = "sheets")]
#[test]
fn facts_from_a_workbook() {
    let text = |at: &str, words: &str| {
        format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{words}</t></is></c>")
    };
    let rows = format!(
        "<row r=\"2\">{}{}</row><row r=\"4\">{}<c r=\"C4\"><v>60</v></c></row>",
        text("B2", "tier"),
        text("C2", "quota"),
        text("B4", "lime")
    );
    let desk = desk().file("facts/limits.xlsx", workbook(&rows));
    desk.write("rules/a.toml", quota("../facts/limits.xlsx#Tiers.lime.quota"));
    // The line is the row's number in the sheet.
    desk.run(&["check"])
        .exits(1)
        .says("`70 requests` for Lime tier (quota) is not 60")
        .says("limits.xlsx#Tiers:4:");
    desk.write("rules/a.toml", quota("../facts/limits.xlsx#Teirs.lime.quota"));
    desk.run(&["check"]).exits(2).warns("has no sheet `Teirs`; did you mean `Tiers`?");
    desk.write("rules/a.toml", quota("../facts/limits.xlsx"));
    desk.run(&["check"]).exits(2).warns("does not say which table of ../facts/limits.xlsx");
    desk.write("rules/a.toml", quota("../facts/limits.xlsx#Tiers.teal.quota"));
    desk.run(&["check"]).exits(2).warns("has no `teal`").warns("keys there: lime");
    // A formula that nothing has computed, and one that came to nothing, are no empty cells.
    for (cell, told) in [
        ("<c r=\"C4\"><f>30*2</f></c>", "=30*2"),
        ("<c r=\"C4\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>", "#DIV/0!"),
    ] {
        let formula = rows.replace("<c r=\"C4\"><v>60</v></c>", cell);
        desk.write("facts/limits.xlsx", workbook(&formula));
        desk.write(
            "rules/a.toml",
            quota("../facts/limits.xlsx#Tiers.lime.quota").replace("Lime tier", "Lime plan"),
        );
        desk.run(&["check"])
            .exits(2)
            .warns("`expect` of rule `quota` is not one figure")
            .warns(told);
    }
    desk.write("rules/a.toml", quota("../facts/limits.xlsx#Tiers.lime.quota"));
    // One that was computed is its value.
    let formula = rows.replace("<v>60</v>", "<f>30*2</f><v>60</v>");
    desk.write("facts/limits.xlsx", workbook(&formula));
    desk.run(&["check"]).exits(1).says("is not 60");
    // A cell at the far end must not make a sheet of a million rows.
    let far = format!("{rows}<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>");
    desk.write("facts/limits.xlsx", workbook(&far));
    desk.write("rules/a.toml", quota("../facts/limits.xlsx#Tiers.lime.quota"));
    desk.run(&["check"]).exits(2).warns("has cells beyond row");
    desk.write("facts/limits.xlsx", "PK no book");
    desk.run(&["check"]).exits(2).warns("is no workbook");
    desk.write("facts/limits.xlsx", workbook(&" ".repeat(130_000_000)));
    desk.run(&["check"]).exits(2).warns("unpacks to more than");
}

/// An OpenDocument workbook with the sheet "Tiers", whose rows these are.
#[cfg(feature = "sheets")]
fn open_workbook(rows: &str) -> Vec<u8> {
    use std::io::Write as _;
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet><table:table \
         table:name=\"Tiers\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    let manifest = "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>";
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, text) in [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", &content),
    ] {
        writer.start_file(name, options).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[cfg(feature = "sheets")]
#[test]
fn facts_from_an_open_workbook() {
    let text = |words: &str| {
        format!(
            "<table:table-cell office:value-type=\"string\"><text:p>{words}</text:p></table:table-cell>"
        )
    };
    let number = |value: u32, repeated: u32| {
        format!(
            "<table:table-cell office:value-type=\"float\" office:value=\"{value}\" \
             table:number-columns-repeated=\"{repeated}\"><text:p>{value}</text:p></table:table-cell>"
        )
    };
    let row = |cells: &str, repeated: u32| {
        format!(
            "<table:table-row table:number-rows-repeated=\"{repeated}\">{cells}</table:table-row>"
        )
    };
    let empty = "<table:table-cell table:number-columns-repeated=\"16384\"/>";
    let table = format!(
        "{}{}{}",
        row(&format!("{}{}", text("tier"), text("quota")), 1),
        row(&format!("{}{}", text("lime"), number(60, 1)), 1),
        // What every sheet ends with: a million empty rows.
        row(empty, 1_048_574)
    );
    let desk = desk().file("facts/limits.ods", open_workbook(&table));
    desk.write("rules/a.toml", quota("../facts/limits.ods#Tiers.lime.quota"));
    desk.run(&["check"]).exits(1).says("is not 60").says("limits.ods#Tiers:2:");
    desk.write("rules/a.toml", quota("../facts/limits.ods#Teirs.lime.quota"));
    desk.run(&["check"]).exits(2).warns("has no sheet `Teirs`; did you mean `Tiers`?");
    desk.write("rules/a.toml", quota("../facts/limits.ods#Tiers.lime.quota"));
    // A few bytes that stand for a full sheet, in columns, in rows, and in many rows.
    for rows in [
        row(&number(1, 16_384), 1_048_576),
        row(&number(1, 1), 4_000_000_000),
        row(&format!("{}{}", empty, number(1, 1)), 100_000),
        row(&number(1, 16_384), 1).repeat(1_000),
    ] {
        desk.write("facts/limits.ods", open_workbook(&format!("{table}{rows}")));
        desk.run(&["check"]).exits(2).warns("has more than 2000000 cells");
    }
    let odd = table.replace("=\"1\">", "=\"x\">");
    desk.write("facts/limits.ods", open_workbook(&odd));
    desk.run(&["check"]).exits(2).warns("limits.ods");
    let whole = open_workbook(&table);
    for broken in
        [&whole[..whole.len() / 2], &whole[..whole.len() - 10], b"PK\x03\x04".as_slice(), b""]
    {
        desk.write("facts/limits.ods", broken);
        desk.run(&["check"]).exits(2).warns("limits.ods");
    }
    desk.write("facts/limits.ods", open_workbook("<table:table-row><table:table-cell>"));
    desk.run(&["check"]).exits(2).warns("limits.ods");
}

#[cfg(feature = "sqlite")]
#[test]
fn broken_databases() {
    let desk = desk();
    std::fs::create_dir(desk.path("facts")).unwrap();
    let place = desk.path("facts/limits.db");
    let database = rusqlite::Connection::open(&place).unwrap();
    database
        .execute_batch(
            "CREATE TABLE tiers (tier TEXT, quota INTEGER, note TEXT); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i \
             + 1 FROM n WHERE i < 2000) INSERT INTO tiers SELECT 'tier' || i, i, hex(zeroblob(40)) FROM n;",
        )
        .unwrap();
    drop(database);
    desk.write("rules/a.toml", quota("../facts/limits.db#tiers.tier60.quota"));
    desk.run(&["check"]).exits(1).says("is not 60");
    let whole = std::fs::read(&place).unwrap();
    let mut torn = whole.clone();
    let middle = torn.len() / 2;
    torn[middle..middle + 8_192].fill(0xa5);
    let foreign = b"SQLite format 3\0".repeat(400);
    for (bytes, why) in [
        (whole[..whole.len() / 2].to_vec(), "limits.db"),
        (torn, "limits.db"),
        (foreign, "limits.db"),
        (Vec::new(), "has no table `tiers`"),
    ] {
        desk.write("facts/limits.db", bytes);
        desk.run(&["check"]).exits(2).warns(why);
    }
    std::fs::remove_file(&place).unwrap();
    std::fs::create_dir(&place).unwrap();
    desk.run(&["check"]).exits(2).warns("limits.db");
}

#[cfg(feature = "sqlite")]
#[test]
fn facts_from_a_database() {
    let desk = desk();
    std::fs::create_dir(desk.path("facts")).unwrap();
    let database = rusqlite::Connection::open(desk.path("facts/limits.db")).unwrap();
    database
        .execute_batch(
            "CREATE TABLE tiers (tier TEXT, quota INTEGER, note); INSERT INTO tiers VALUES ('lime', 60, NULL), \
             ('teal', 90, 'a, \"b\"'); CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM \
             n) SELECT max(i) FROM n;",
        )
        .unwrap();
    desk.write("rules/a.toml", quota("../facts/limits.db#tiers.lime.quota"));
    desk.run(&["check"]).exits(1).says("is not 60").says("limits.db#tiers:2:");
    desk.write("rules/a.toml", quota("../facts/limits.db#tier.lime.quota"));
    desk.run(&["check"]).exits(2).warns("has no table `tier`; did you mean `tiers`?");
    desk.write("rules/a.toml", quota("../facts/limits.db#endless.lime.quota"));
    desk.run(&["check"]).exits(2).warns("interrupted");
    // A lock that somebody holds is no reason to wait or to guess.
    desk.write("rules/a.toml", quota("../facts/limits.db#tiers.lime.quota"));
    database.execute_batch("BEGIN EXCLUSIVE").unwrap();
    desk.run(&["check"]).exits(2).warns("locked");
    drop(database);
    desk.write("facts/limits.db", "SQLite format 3\0 and no more");
    desk.run(&["check"]).exits(2).warns("cannot be read");
}

/// SQLite lays two files beside a database that logs ahead, and leaves them there when it is read only.
#[cfg(feature = "sqlite")]
#[test]
fn nothing_is_left_beside_a_database() {
    let desk = desk();
    desk.write("rules/a.toml", quota("../facts/two & 100%.db#tiers.lime.quota"));
    std::fs::create_dir_all(desk.path("facts")).unwrap();
    let path = desk.path("facts/two & 100%.db");
    let open = rusqlite::Connection::open(&path).unwrap();
    open.execute_batch(
        "PRAGMA journal_mode = WAL; CREATE TABLE tiers (tier TEXT, quota INT); INSERT INTO tiers VALUES ('lime', 60);",
    )
    .unwrap();
    // While somebody has it open, what waits counts.
    desk.run(&["check"]).exits(1).says("is not 60");
    open.execute_batch("UPDATE tiers SET quota = 61").unwrap();
    desk.run(&["check"]).exits(1).says("is not 61");
    open.close().unwrap();
    desk.run(&["check"]).exits(1).says("is not 61");
    let left = std::fs::read_dir(desk.path("facts")).unwrap().count();
    assert_eq!(left, 1);
}

#[cfg(feature = "sqlite")]
#[test]
fn a_database_that_changes_is_noticed_by_whoever_watches() {
    let desk = desk().file("facts/README", "").file("out", "").file("err", "");
    desk.write("rules/a.toml", quota("../facts/limits.db#tiers.lime.quota"));
    let database = rusqlite::Connection::open(desk.path("facts/limits.db")).unwrap();
    // What is written waits in a file of its own.
    let rows = "PRAGMA journal_mode = WAL; CREATE TABLE tiers (tier, quota); INSERT INTO tiers VALUES ('lime', 70);";
    database.execute_batch(rows).unwrap();
    let stream = |name: &str| std::fs::File::create(desk.path(name)).unwrap();
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_factlint"))
        .arg("-C")
        .arg(desk.path(""))
        .args(["check", "--watch", "--format", "concise"])
        .stdout(stream("out"))
        .stderr(stream("err"))
        .spawn()
        .unwrap();
    let wait_for = |what: &dyn Fn() -> bool| {
        let begun = std::time::Instant::now();
        while !what() {
            assert!(begun.elapsed() < support::PATIENCE, "nothing happened: {}", desk.read("err"));
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    };
    wait_for(&|| desk.read("err").contains("watching"));
    assert!(!desk.read("out").contains("70 requests"), "{}", desk.read("out"));
    database.execute_batch("UPDATE tiers SET quota = 60;").unwrap();
    wait_for(&|| desk.read("out").contains("`70 requests` for Lime tier (quota) is not 60"));
    child.kill().unwrap();
    child.wait().unwrap();
}

#[cfg(not(any(feature = "sheets", feature = "sqlite")))]
#[test]
fn what_is_not_built_in_says_so() {
    let rule = "[[rule]]\nid = \"a\"\ncheck = \"quantity\"\nabout = [\"Lime\"]\nunit = \"km\"\n";
    let desk =
        Desk::empty().file("factlint.toml", "packs = []\n").file("a.txt", "x\n").file("b.db", "x");
    desk.write("rules/a.toml", format!("{rule}expect-from = \"../b.db#t.a.b\"\n"));
    desk.run(&["check"]).exits(2).warns("build it with --features sqlite");
}

// import

const QUERY: &str = "holder,holderLabel,officeLabel,start,end,aliases\n\
    http://www.wikidata.org/entity/Q1,Ann Lee,mayor of Orvik,2015-10-21T00:00:00Z,2023-10-25T00:00:00Z,A. Lee|Ann B. Lee\n\
    http://www.wikidata.org/entity/Q2,Bob Ray,mayor of Orvik,2023-10-25T00:00:00Z,,\n\
    http://www.wikidata.org/entity/Q3,Q3,mayor of Orvik,2001-10-25T00:00:00Z,,\n";

#[test]
fn holders_of_offices_from_a_query() {
    let desk = Desk::empty()
        .file("factlint.toml", "packs = []\n")
        .file("query.csv", QUERY)
        .file("2024-05-01-a.txt", "The mayor of Orvik, Ann Lee, said the bridge was open.\n");
    let import =
        ["import", "query.csv", "--output", "facts/mayors.toml", "--checked", "2025-10-17"];
    desk.run(&import)
        .exits(0)
        .says("facts/mayors.toml: 1 row")
        .says("rules/mayors.toml: the rule that reads them")
        .warns("1 row without a label");
    let facts = desk.read("facts/mayors.toml");
    assert!(facts.contains("checked = 2025-10-17"), "{facts}");
    assert!(facts.contains("source = \"Wikidata, query.csv\""), "{facts}");
    assert!(facts.contains(
        "name = [\"Ann Lee\", \"A. Lee\", \"Ann B. Lee\"], from = 2015-10-21, until = 2023-10-25"
    ));
    desk.run(&["check"]).exits(1).says("Ann Lee").says("source: Wikidata, query.csv");
    // Imported again, it tells what changed and leaves the rule alone.
    desk.write("rules/mayors.toml", format!("{}\n# mine\n", desk.read("rules/mayors.toml")));
    desk.run(&import).exits(0).says("as it was").says("it stays as it is");
    desk.write("query.csv", QUERY.replace("Bob Ray", "Cid Roe").replace("orvik", "Orvik"));
    desk.run(&import).exits(0).says("~ mayor-of-orvik:").says("Cid Roe 2023-10-25 to");
    assert!(desk.read("rules/mayors.toml").ends_with("# mine\n"));
    // What somebody else wrote is not overwritten.
    desk.write("facts/own.toml", "a = 1\n");
    desk.run(&["import", "query.csv", "-o", "facts/own.toml"])
        .exits(2)
        .warns("was not written by `factlint import`");
}

#[test]
fn the_json_of_the_query_service() {
    let binding = |key: &str, value: &str| {
        format!("\"{key}\": {{\"type\": \"literal\", \"value\": \"{value}\"}}")
    };
    let row = [
        binding("personLabel", "Ann \\\"Nan\\\" Lee"),
        binding("positionLabel", "mayor of Orvik"),
        binding("start", "2015-10-21T00:00:00Z"),
    ];
    let json =
        format!("{{\"head\": {{}}, \"results\": {{\"bindings\": [{{{}}}]}}}}", row.join(", "));
    let desk = Desk::empty()
        .file("factlint.toml", "packs = []\n")
        .file("q.json", json)
        .file("a.txt", "x\n");
    desk.run(&["import", "q.json", "-o", "facts/mayors.toml"]).exits(0);
    desk.run(&["check"]).exits(0);
    desk.run(&["rules"]).exits(0).says("mayors/mayor-of-orvik");
    desk.write("q.json", "[{\"a\": \"b\"}]");
    desk.run(&["import", "q.json", "-o", "facts/mayors.toml"])
        .exits(2)
        .warns("needs holderLabel and officeLabel, and has a");
    desk.write("q.json", "{\"a\": ");
    desk.run(&["import", "q.json", "-o", "facts/mayors.toml"]).exits(2).warns("q.json:1:");
    desk.run(&["import", "a.txt", "-o", "facts/mayors.toml"]).exits(2).warns("is no .csv");
}

#[test]
fn holders_of_the_offices_of_legislators() {
    let yaml = "- name: {first: Ann, middle: Beth, last: Lee, nickname: Nan}\n  terms:\n  - {type: rep, start: '2013-01-03', \
                end: '2027-01-03'}\n  leadership_roles:\n  - {title: House Whip, start: '2013-01-03', end: '2015-01-03'}\n  - \
                {title: House Whip, start: '2015-01-06', end: '2017-01-03'}\n  - {title: Speaker of the House, start: \
                '2023-01-07'}\n- name: {first: J.D., last: Roe, suffix: Jr.}\n  terms:\n  - {type: prez, start: \
                '2017-01-20', end: '2021-01-20'}\n";
    let desk = Desk::empty()
        .file("factlint.toml", "packs = []\n")
        .file("in.yaml", yaml)
        .file("names.toml", "\"Nan Lee\" = \"Lee\"\n\"Cid Poe\" = [\"Poe\"]\n")
        .file("2022-05-01-a.txt", "House Speaker Nan Lee spoke to reporters.\n")
        .file("2024-05-01-b.txt", "House Speaker Nan Lee spoke to reporters.\n");
    let import = ["import", "in.yaml", "-o", "facts/us.toml", "--by-office"];
    desk.run(&[&import[..], &["--names", "names.toml"]].concat())
        .exits(0)
        .says("facts/us.toml: 3 rows")
        .warns("nobody is called `Cid Poe`");
    let facts = desk.read("facts/us.toml");
    for told in [
        "from in.yaml with --by-office --names names.toml.",
        "office = [\"Speaker of the House\", \"House Speaker\"]",
        "name = [\"Nan Lee\", \"Ann Lee\", \"Ann Beth Lee\", \"Ann B. Lee\", \"Lee\"], from = 2013-01-03, until = 2017-01-03",
        "from = 2023-01-07 }",
        "name = [\"J.D. Roe\", \"J.D. Roe Jr.\", \"JD Roe\", \"J. D. Roe\"], from = 2017-01-20, until = 2021-01-20",
    ] {
        assert!(facts.contains(told), "{told} in {facts}");
    }
    desk.run(&["check", "--format", "concise"])
        .exits(1)
        .says("2022-05-01-a.txt:1:1: error[us/speaker-of-the-house]")
        .never_says("2024-05-01-b.txt");
    // Only what is wanted.
    desk.run(
        &[&import[..], &["--since", "2017-01-04", "--office", "president", "--office", "Pope"]]
            .concat(),
    )
    .exits(0)
    .says("- house-whip")
    .says("- speaker-of-the-house")
    .warns("there is no office `Pope`");
    desk.write("q.csv", QUERY);
    desk.run(&["import", "q.csv", "-o", "facts/q.toml", "--by-office"])
        .exits(2)
        .warns("which --by-office is for");
    desk.run(&["import", "q.csv", "-o", "facts/q.toml", "--since", "2023-11-01"]).exits(0);
    assert!(!desk.read("facts/q.toml").contains("Ann Lee"));
    desk.write("names.toml", "a = { b = 1 }\n");
    desk.run(&[&import[..], &["--names", "names.toml"]].concat())
        .exits(2)
        .warns("names.toml needs a name and its further names");
}

/// The facts of the pack `leaders` that are imported tell from where, and are what its rules hold.
#[test]
fn the_pack_leaders_is_imported_in_part() {
    for name in ["us-congress", "us-executive"] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("facts");
        let facts = std::fs::read_to_string(path.join(name).with_extension("toml")).unwrap();
        assert!(facts.starts_with("# Written by `factlint import` from "), "{name}");
    }
    let desk = Desk::empty()
        .file("factlint.toml", "packs = [\"leaders\"]\n")
        // A file of one's own may be called as one of the pack.
        .file("facts/us-executive.toml", "[president]\nseats = 7\n")
        .file(
            "rules/a.toml",
            "[[rule]]\nid = \"seats\"\ncheck = \"quantity\"\nabout = [\"Halden\"]\nunit = \"seat\"\n\
             expect-from = \"../facts/us-executive.toml#president.seats\"\n",
        )
        .file("2025-06-19-a.txt", "Senate Majority Leader Mitch McConnell told reporters that Halden has 9 seats.\n");
    desk.run(&["check"])
        .exits(1)
        .says("Mitch McConnell is no longer Senate Majority Leader on 2025-06-19")
        .says("pack facts/us-congress.toml:")
        .says("source: github.com/unitedstates/congress-legislators at ")
        .says("facts/us-executive.toml:2:");
    desk.run(&["rules"]).exits(0).says("us-speaker-of-the-house").says("checked");
    desk.run(&["explain", "us-vice-president"]).exits(0).says("checked    20");
    // One's own rule takes the place of one of the rows.
    desk.write(
        "rules/b.toml",
        "[[rule]]\nid = \"us-senate-majority-leader\"\ncheck = \"title\"\noffice = [\"Senate Majority Leader\"]\n\
         holders = [{ name = \"Mitch McConnell\", from = 2015-01-03 }]\n",
    );
    desk.run(&["check", "--format", "concise"]).exits(1).never_says("Majority");
}

#[test]
fn legislators_of_the_united_states() {
    let yaml = "- id: {bioguide: L000001}\n  name: {first: Ann, middle: B., last: Lee, official_full: Ann B. Lee}\n  terms:\n  \
                - {type: rep, start: '2013-01-03', end: '2015-01-03', state: XX}\n  - {type: rep, start: '2015-01-03', end: \
                '2017-01-03'}\n  - {type: sen, start: '2017-01-03', end: '2029-01-03'}\n- name: {first: Bob}\n  terms: []\n";
    let desk = Desk::empty()
        .file("factlint.toml", "packs = []\n")
        .file("legislators-current.yaml", yaml)
        .file("2016-05-01-a.txt", "Senator Ann Lee spoke.\n")
        .file("2018-05-01-b.txt", "Senator Ann Lee spoke.\n");
    desk.run(&["import", "legislators-current.yaml", "-o", "facts/congress.toml"])
        .exits(0)
        .warns("1 person without a name");
    let facts = desk.read("facts/congress.toml");
    assert!(
        facts.contains("title = \"Representative\", from = 2013-01-03, until = 2017-01-03"),
        "{facts}"
    );
    let run = desk.run(&["check", "--format", "concise"]);
    run.exits(1)
        .says("2016-05-01-a.txt:1:1: error[congress/ann-b-lee]")
        .never_says("2018-05-01-b.txt:1");
}

#[test]
fn tables_of_a_data_package() {
    let package = r#"{"name": "tiers", "sources": [{"title": "Acme Ltd"}], "resources": [{"path": "tiers.csv", "schema":
        {"primaryKey": "tier", "fields": [{"name": "tier", "type": "string"}, {"name": "seats", "type": "integer"},
        {"name": "note", "type": "string"}]}}, {"path": "map.geojson"}]}"#;
    let desk = Desk::empty()
        .file("factlint.toml", "packs = []\n")
        .file("in/datapackage.json", package)
        .file("in/tiers.csv", "tier,seats,note\nLime,12,x\nTeal,40,y\n")
        .file("a.txt", "The Lime tier has 15 seats.\n");
    desk.run(&[
        "import", "in/datapackage.json", "-o", "facts/tiers.csv", "--checked", "2025-10-17",
    ])
    .exits(0)
    .says("facts/tiers.csv: 2 rows")
    .warns("map.geojson is left out");
    desk.run(&["rules"]).exits(0).says("tiers-seats/Lime").says("12");
    desk.run(&["explain", "tiers-seats/Lime"]).says("Acme Ltd");
    desk.write("in/tiers.csv", "tier,seats,note\nLime,15,x\n");
    desk.run(&["import", "in/datapackage.json", "-o", "facts/tiers.csv"])
        .exits(0)
        .says("~ Lime: seats 12, note x -> seats 15, note x")
        .says("- Teal");
    desk.write("in/datapackage.json", package.replace("\"tiers.csv\"", "\"../tiers.csv\""));
    desk.run(&["import", "in/datapackage.json", "-o", "facts/b.csv"])
        .exits(2)
        .warns("lies outside of it");
}

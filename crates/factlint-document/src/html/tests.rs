use super::*;
use crate::trial;
use factlint_language::span::ProseSpan;

fn blocks(text: &str) -> Vec<(String, Role)> {
    trial::blocks(read(text))
}

fn words(text: &str) -> Vec<String> {
    blocks(text).into_iter().map(|(words, _)| words).collect()
}

#[test]
fn templates_in_scripts_are_the_page() {
    for kind in [
        "text/x-handlebars-template", "text/template", "text/html", "text/x-template",
        "text/ng-template", "x-tmpl-mustache", "x-tmpl/mustache", "text/x-jquery-tmpl",
        "TEXT/X-Underscore",
    ] {
        let text =
            format!("<p>a</p><script type='{kind}'><h2>b</h2><p>c <b>d</b></p></script><p>e</p>");
        let words: Vec<String> = blocks(&text).into_iter().map(|(words, _)| words).collect();
        let expected: &[&str] =
            if kind.contains("x-tmpl-") { &["a", "e"] } else { &["a", "b", "c d", "e"] };
        assert_eq!(words, expected, "{kind}");
    }
    for kind in ["text/javascript", "module", "application/ld+json", "text/plain", ""] {
        let text = format!("<p>a</p><script type='{kind}'><p>b</p></script>");
        assert_eq!(blocks(&text).len(), 1, "{kind}");
    }
    let nested = "<script type=text/template>".repeat(2_000);
    assert!(blocks(&nested).is_empty());
}

#[test]
fn a_page_is_read_as_readers_see_it() {
    let page = "<!DOCTYPE html><html><head><title>x | Site</title><style>p { 5 km }</style>\
        <script>let a = '<p>6 km</p>';</script></head><body><nav><a href=/>Home</a></nav>\
        <h1>The <em>Swift</em> plan</h1><p class=\"standfirst\">In short.</p>\
        <p>A <b>1,000</b>-mile &amp; more\n     road&nbsp;north\
        <ul><li>one<li>two</ul><blockquote><p>said so</p><footer>Ann Lee</footer></blockquote>\
        <figure><img src=a><figcaption>A road.</figcaption></figure>\
        <pre>7 km</pre><noscript>8 km</noscript>\
        <table><tr><th>a<th>b<tr><td>c<td>d</table><footer>Imprint</footer>";
    let expected = [
        ("Home", Role::Boilerplate),
        ("The Swift plan", Role::Headline),
        ("In short.", Role::Summary),
        ("A 1,000-mile & more\nroad\u{a0}north", Role::Paragraph),
        ("one", Role::ListItem),
        ("two", Role::ListItem),
        ("said so", Role::Quotation),
        ("Ann Lee", Role::Quotation),
        ("A road.", Role::Caption),
        ("7 km", Role::Code),
        ("a", Role::TableCell),
        ("b", Role::TableCell),
        ("c", Role::TableCell),
        ("d", Role::TableCell),
        ("Imprint", Role::Boilerplate),
    ];
    assert_eq!(blocks(page), expected.map(|(words, role)| (words.to_owned(), role)));
}

#[test]
fn what_is_not_closed_ends_where_browsers_end_it() {
    assert_eq!(words("<p>one<p>two<div>three</div>four"), ["one", "two", "three", "four"]);
    assert_eq!(words("<h2>one<h2>two<p>three"), ["one", "two", "three"]);
    assert_eq!(words("</p></div></table>one</li>two"), ["one", "two"]);
    assert_eq!(words("a <b>c</p> d & e &x; < f"), ["a c", "d & e &x; < f"]);
    assert_eq!(words("<td>one</div>two</td>three"), ["one", "two", "three"]);
    assert_eq!(
        words("<div><table><tr><td>one</div>two</table>three</div>four"),
        ["one", "two", "three", "four"]
    );
    assert_eq!(words("one<script>2"), ["one"]);
    assert_eq!(words("one<!-- two"), ["one"]);
}

#[test]
fn lists_and_tables_tell_places() {
    let contents = read("<ol><li>a<li>b<ul><li>c</ul><li>d</ol>");
    let places = trial::list_places(&contents);
    assert_eq!(places, [(1, 0, 3), (1, 1, 3), (2, 0, 1), (1, 2, 3)]);
    let contents = read(
        "<table><caption>t</caption><thead><tr><td>a<td>b<td>c<tbody><tr><th rowspan=2>d<td colspan=2>e\
         <tr><td>f<td>g</table><table><tr><td>h</table>",
    );
    let cells: Vec<_> = contents
        .blocks
        .iter()
        .filter_map(|block| block.cell)
        .map(|cell| (cell.table, cell.row, cell.column, cell.is_head))
        .collect();
    let expected = [
        (0, 1, 0, true),
        (0, 1, 1, true),
        (0, 1, 2, true),
        (0, 2, 0, true),
        (0, 2, 1, false),
        (0, 3, 1, false),
        (0, 3, 2, false),
        (1, 1, 0, false),
    ];
    assert_eq!(cells, expected);
}

#[test]
fn raised_words_are_powers_ordinals_or_notes() {
    assert_eq!(words("12 km<sup>2</sup>"), ["12 km²"]);
    assert_eq!(words("from 0 to 2<sup>8</sup>"), ["from 0 to 2⁸"]);
    assert_eq!(words("3 × 10<sup>6</sup> people"), ["3 × 10⁶ people"]);
    assert_eq!(words("the 4<sup>th</sup> time"), ["the 4th time"]);
    assert_eq!(words("1,600<sup>3</sup> km"), ["1,600 km"]);
    assert_eq!(words("1,600<sup><a href=\"#n3\">[3]</a></sup> km"), ["1,600 km"]);
    assert_eq!(words("CO<sub>2</sub>"), ["CO2"]);
}

#[test]
fn comments_between_blocks_are_blocks() {
    let text = "<!-- one --><p>two <!-- three --> four</p><!----><!-- five";
    let expected = [("one", Role::Comment), ("two four", Role::Paragraph), ("five", Role::Comment)];
    assert_eq!(blocks(text), expected.map(|(words, role)| (words.to_owned(), role)));
}

#[test]
fn what_is_hidden_struck_out_or_invisible_is_not_read() {
    assert_eq!(words("<p>a <del>5</del><s>6</s> 7 <span hidden>8</span>"), ["a 7"]);
    assert_eq!(words("<div hidden><div>1</div>2</div>3"), ["3"]);
    assert_eq!(
        words("<p hidden>1<p>2<p style='color:red; Display : NONE'>3 <b>4</b><ul><li>5"),
        ["2", "5"]
    );
    assert_eq!(words("<ul><li hidden>1<li>2</ul><h2 style=visibility:hidden>3</h2>4"), ["2", "4"]);
    assert_eq!(words("<table><tr hidden><td>1<td>2<tr><td>3</table>"), ["3"]);
    assert_eq!(words("<p hidden=until-found>1</p><p style='display:block'>2</p>"), ["1", "2"]);
    assert_eq!(
        words("kilo&shy;meters and kilo\u{ad}meters, mis<wbr>siles"),
        ["kilometers and kilometers, missiles"]
    );
    assert_eq!(words("<div role=navigation>a</div><div class='menu x'>b</div>c").len(), 3);
    assert_eq!(blocks("<div role=navigation>a</div>")[0].1, Role::Boilerplate);
}

#[test]
fn words_lead_back_to_the_text() {
    let text = "<p>A\r\n\r\n1,000<b>-mile</b> (1,600&nbsp;km) &#8220;road&rdquo; &é";
    let contents = read(text);
    let prose = contents.prose.clone().unwrap_or_default();
    assert_eq!(prose.trim(), "A\n1,000-mile (1,600\u{a0}km) “road” &é");
    let hull = |words: &str| {
        let at = prose.find(words).expect(words);
        contents.map.hull(ProseSpan::new(at, at + words.len())).of(text)
    };
    assert_eq!(hull("1,000-mile"), "1,000<b>-mile");
    assert_eq!(hull("1,600\u{a0}km"), "1,600&nbsp;km");
    assert_eq!(hull("“road”"), "&#8220;road&rdquo;");
    assert_eq!(hull("&é"), "&é");
    let exact = |words: &str| {
        let at = prose.find(words).expect(words);
        contents.map.exact(ProseSpan::new(at, at + words.len())).map(|span| span.of(text))
    };
    assert_eq!(exact("km"), Some("km"));
    assert_eq!(exact("-mile"), Some("-mile"));
    assert_eq!(exact("road"), Some("road"));
    assert_eq!(exact("1,000-mile"), None);
    assert_eq!(exact("“"), None);
}

#[test]
fn stets_speak_of_the_next_element_or_their_own() {
    let text = "<!-- factlint: stet a: so --><ul><li>one<li>two</ul><p>Text \
        <!-- factlint: stet b: so --> and more.</p>rest<!-- factlint: stet c: so -->";
    let scopes: Vec<&str> = read(text).stets.iter().map(|stet| stet.scope.of(text)).collect();
    let inside = "Text <!-- factlint: stet b: so --> and more.";
    assert_eq!(scopes[0], "<ul><li>one<li>two</ul>");
    assert!(scopes[1].contains(inside) && !scopes[1].contains("rest"), "{}", scopes[1]);
    assert!(scopes[2].starts_with("rest"), "{}", scopes[2]);
}

#[test]
fn pages_tell_their_date() {
    let date = |text: &str| read(text).date.map(|dated| (dated.date.to_string(), dated.source));
    use crate::date::DateSource;
    let day = "2025-10-17".to_owned();
    assert_eq!(
        date(
            "<meta property='article:modified_time' content='2025-11-01'><meta content='2025-10-17T08:00:00Z' property='article:published_time'>"
        ),
        Some((day.clone(), DateSource::Meta))
    );
    assert_eq!(
        date(
            "<script type='application/ld+json'>{\"@graph\": [{\"@type\": \"WebPage\"}, {\"datePublished\": \"2025-10-17\"}]}</script>"
        ),
        Some((day.clone(), DateSource::JsonLd))
    );
    assert_eq!(
        date("<p>By Ann Lee, <time datetime='2025-10-17T08:00'>Friday</time></p>"),
        Some((day, DateSource::Time))
    );
    assert_eq!(date("<nav><time datetime='2025-10-17'>x</time></nav>"), None);
    assert_eq!(date("<p>No date.</p><script type='application/ld+json'>{</script>"), None);
}

#[test]
fn deep_pages_are_read() {
    let deep = "<div>".repeat(100_000);
    assert_eq!(words(&format!("{deep}one{}two", "</div>".repeat(100_000))), ["one", "two"]);
    let quoted = "<blockquote>".repeat(20_000);
    assert_eq!(words(&format!("{quoted}one")), ["one"]);
    let table = "<div>".repeat(400) + "<table><td>" + &"<section>".repeat(20_000);
    assert_eq!(words(&format!("{table}one{}", "</div>".repeat(20_000))), ["one"]);
}

#[test]
fn a_page_without_a_headline_is_headed_by_its_title() {
    let page = "<head><title>Halden &amp; Orvik</title></head><p>Long.</p>";
    let expected = [("Halden & Orvik", Role::Headline), ("Long.", Role::Paragraph)];
    assert_eq!(blocks(page), expected.map(|(words, role)| (words.to_owned(), role)));
    assert_eq!(words("<title>Halden</title><h1>Orvik</h1><svg><title>x</title></svg>"), ["Orvik"]);
}

use super::*;
use crate::trial;
use proptest::prelude::*;

fn told(text: &str) -> Vec<(String, Role)> {
    trial::told(text, read(text, &[]))
}

fn day(text: &str) -> Option<(String, String)> {
    let dated = read(text, &[]).date?;
    Some((dated.date.to_string(), dated.source.to_string()))
}

#[test]
fn an_article_of_a_journal() {
    let text = "<?xml version=\"1.0\"?>\n<article article-type=\"research-article\"><front><journal-meta><journal-title>J \
                Bridges</journal-title></journal-meta><article-meta><title-group><article-title>The <italic>Halden</italic> \
                Bridge</article-title></title-group><contrib-group><contrib><name>Lee</name></contrib></contrib-group><pub-date \
                pub-type=\"epub\"><day>7</day><month>3</month><year>2025</year></pub-date><abstract><p>It is 1,240&#160;m \
                long.</p></abstract></article-meta></front>\n<body><sec><title>Length</title><p>It is <bold>1,240</bold>\n  m \
                long<sup><xref ref-type=\"bibr\">3</xref></sup>, R&amp;D says.</p><fig><label>Figure \
                1</label><caption><p>A tower.</p></caption></fig><list><list-item><p>One</p></list-item></list></sec></body>\
                <back><ref-list><ref>Lee 2010</ref></ref-list></back></article>";
    let expected = [
        ("The Halden Bridge", Role::Headline),
        ("It is 1,240\u{a0}m long.", Role::Summary),
        ("Length", Role::Headline),
        ("It is 1,240\nm long, R&D says.", Role::Paragraph),
        ("Figure 1", Role::Caption),
        ("A tower.", Role::Caption),
        ("One", Role::ListItem),
        ("Lee 2010", Role::Boilerplate),
    ];
    assert_eq!(told(text), trial::expected(&expected));
    assert_eq!(day(text), Some(("2025-03-07".to_owned(), "element `pub-date`".to_owned())));
    let contents = read(text, &[]);
    assert_eq!(contents.blocks[0].level, 1);
    assert_eq!(contents.blocks[2].level, 2);
    let marked = text.replace("<pub-date ", "<pub-date iso-8601-date=\"2025-03-08\" ");
    assert_eq!(day(&marked).map(|(day, _)| day).as_deref(), Some("2025-03-08"));
    assert_eq!(fields(text), [("article-type".to_owned(), "research-article".to_owned())]);
}

#[test]
fn a_map_of_topics() {
    let text = "<map><title>Bridges</title><topicmeta><author>Lee</author><critdates><created date=\"2024-05-30\"/></critdates>\
                <keywords><keyword>span</keyword></keywords></topicmeta><topicref href=\"a.dita\"><topicmeta><navtitle>The \
                Halden</navtitle><linktext>Its length</linktext><shortdesc>It is 1,240 m long.</shortdesc><metadata><othermeta \
                name=\"x\"/></metadata></topicmeta></topicref></map>";
    let expected = [
        ("Bridges", Role::Headline),
        ("The Halden", Role::Headline),
        ("Its length", Role::Paragraph),
        ("It is 1,240 m long.", Role::Summary),
    ];
    assert_eq!(told(text), trial::expected(&expected));
    assert_eq!(day(text).map(|(day, _)| day).as_deref(), Some("2024-05-30"));
}

#[test]
fn a_topic_of_a_manual() {
    let text = "<task id=\"a\"><title>Set the <parmname>retry_ms</parmname></title><shortdesc>Seats: 12.</shortdesc><prolog>\
                <critdates><created date=\"2024-05-30\"/></critdates></prolog><taskbody><steps><step><cmd>Open \
                it.</cmd></step></steps><simpletable><sthead><stentry>Plan</stentry><stentry>Seats</stentry></sthead><strow>\
                <stentry>Lime</stentry><stentry>12</stentry></strow></simpletable><codeblock>x = 1\n  y</codeblock></taskbody>\
                <related-links><link><linktext>More</linktext></link></related-links></task>";
    let expected = [
        ("Set the retry_ms", Role::Headline),
        ("Seats: 12.", Role::Summary),
        ("Open it.", Role::ListItem),
        ("Plan", Role::TableCell),
        ("Seats", Role::TableCell),
        ("Lime", Role::TableCell),
        ("12", Role::TableCell),
        ("x = 1\n  y", Role::Code),
        ("More", Role::Boilerplate),
    ];
    assert_eq!(told(text), trial::expected(&expected));
    assert_eq!(day(text), Some(("2024-05-30".to_owned(), "element `created/@date`".to_owned())));
    let contents = read(text, &[]);
    let cells: Vec<_> = contents.blocks.iter().filter_map(|block| block.cell).collect();
    let places: Vec<_> = cells.iter().map(|cell| (cell.row, cell.column, cell.is_head)).collect();
    assert_eq!(places, [(1, 0, true), (1, 1, true), (2, 0, false), (2, 1, false)]);
    assert_eq!(contents.code.len(), 1);
}

#[test]
fn a_term_and_what_is_told_of_it_are_one_item() {
    let of_item = |text: &str| {
        let contents = read(text, &[]);
        let places = contents.blocks.iter().filter_map(|block| block.list);
        places.map(|place| (place.index, place.length)).collect::<Vec<_>>()
    };
    let two_terms = [(0, 2), (0, 2), (1, 2), (1, 2)];
    let texts = [
        "<topic><body><dl><dlentry><dt>a</dt><dd>b</dd></dlentry><dlentry><dt>c</dt><dd>d</dd></dlentry></dl></body></topic>",
        "<article><front/><def-list><def-item><term>a</term><def><p>b</p></def></def-item><def-item><term>c</term><def><p>d</p>\
         </def></def-item></def-list></article>",
        "<book><variablelist><varlistentry><term>a</term><listitem><para>b</para></listitem></varlistentry><varlistentry>\
         <term>c</term><listitem><para>d</para></listitem></varlistentry></variablelist></book>",
    ];
    for text in texts {
        assert_eq!(of_item(text), two_terms, "{text}");
    }
}

#[test]
fn cells_of_cals() {
    let text = "<topic><table><title>Plans</title><tgroup cols=\"3\"><thead><row><entry namest=\"c1\" \
                nameend=\"c2\">Plan</entry><entry>Seats</entry></row></thead><tbody><row><entry \
                morerows=\"1\">Lime</entry><entry>EU</entry><entry>12</entry></row><row><entry>US</entry><entry>14</entry>\
                </row></tbody></tgroup></table></topic>";
    let contents = read(text, &[]);
    let places: Vec<_> = contents
        .blocks
        .iter()
        .filter_map(|block| block.cell)
        .map(|cell| (cell.row, cell.column, cell.width, cell.is_head))
        .collect();
    let expected = [
        (1, 0, 2, true),
        (1, 2, 1, true),
        (2, 0, 1, false),
        (2, 1, 1, false),
        (2, 2, 1, false),
        (3, 1, 1, false),
        (3, 2, 1, false),
    ];
    assert_eq!(places, expected);
    assert_eq!(told(text)[0], ("Plans".to_owned(), Role::Caption));
}

#[test]
fn articles_of_agencies() {
    let text = "<nitf><head><docdata><date.issue norm=\"20251017T0900Z\"/></docdata></head><body><body.head><hedline><hl1>Swolle \
                votes</hl1><hl2>A second vote</hl2></hedline><byline>By Lee</byline><dateline><location>SWOLLE</location>\
                </dateline></body.head><body.content><p>It voted.</p><media><media-caption>A \
                vote.</media-caption></media></body.content></body></nitf>";
    let expected = [
        ("Swolle votes", Role::Headline),
        ("A second vote", Role::Headline),
        ("It voted.", Role::Paragraph),
        ("A vote.", Role::Caption),
    ];
    assert_eq!(told(text), trial::expected(&expected));
    assert_eq!(day(text).map(|(day, _)| day).as_deref(), Some("2025-10-17"));
    let newsml = "<newsItem xmlns:x=\"y\"><itemMeta><versionCreated>2025-10-18T08:00:00Z</versionCreated></itemMeta><contentMeta>\
                  <contentCreated>2025-10-17</contentCreated><headline>Swolle votes</headline></contentMeta><contentSet>\
                  <inlineXML><x:html><x:body><x:p>It voted.</x:p></x:body></x:html></inlineXML></contentSet></newsItem>";
    assert_eq!(
        told(newsml),
        trial::expected(&[("Swolle votes", Role::Headline), ("It voted.", Role::Paragraph)])
    );
    assert_eq!(day(newsml).map(|(day, _)| day).as_deref(), Some("2025-10-17"));
}

#[test]
fn manuals_in_docbook() {
    let text = "<article xmlns=\"http://docbook.org/ns/docbook\"><info><title>Kestrel</title><date>2025-10-17</date></info><section>\
                <title>Limits</title><para>Set <option>seats</option> to 12.<footnote><para>Or \
                14.</para></footnote></para><programlisting>x</programlisting></section></article>";
    let expected = [
        ("Kestrel", Role::Headline),
        ("Limits", Role::Headline),
        ("Set seats to 12.", Role::Paragraph),
        ("Or 14.", Role::Paragraph),
        ("x", Role::Code),
    ];
    assert_eq!(told(text), trial::expected(&expected));
    assert_eq!(day(text).map(|(day, _)| day).as_deref(), Some("2025-10-17"));
}

#[test]
fn a_vocabulary_of_ones_own() {
    let text = "<story day=\"17 October 2025\"><kop>Swolle</kop><alinea>It <vet>voted</vet>.</alinea><zij>No</zij></story>";
    let mut own = Vocabulary::of("story");
    let parts = [(Part::Headline, "story/kop"), (Part::Paragraph, "alinea"), (Part::Skip, "zij")];
    for (part, path) in parts {
        assert_eq!(own.add(part, path), Ok(()));
    }
    assert_eq!(own.add_date("story/@day"), Ok(()));
    let contents = read(text, &[own]);
    assert_eq!(
        contents.date.as_ref().map(|dated| dated.date.to_string()).as_deref(),
        Some("2025-10-17")
    );
    assert_eq!(
        trial::blocks(contents),
        trial::expected(&[("Swolle", Role::Headline), ("It voted.", Role::Paragraph)])
    );
    // Without one, what stands beside words is a part of them.
    assert_eq!(told(text)[1], ("It voted.".to_owned(), Role::Paragraph));
}

#[test]
fn comments_let_blocks_stand() {
    let text = "<nitf><p>a</p><!-- factlint: stet a: so --><p>Swolle</p></nitf>";
    assert_eq!(read(text, &[]).stets[0].scope.of(text), "<p>Swolle</p>");
}

#[test]
fn what_is_no_xml_is_told() {
    assert_eq!(mistake("<a><b></b></a>"), None);
    for text in ["<a>", "<a></b>", "<a b=></a", "<a>&</a>", "<a><![CDATA[x"] {
        assert!(mistake(text).is_some(), "{text}");
    }
}

#[test]
fn hostile_files_are_read() {
    let bomb = "<!DOCTYPE a [<!ENTITY b \"bb\"><!ENTITY c \"&b;&b;&b;\">]><a><p>&c;</p></a>";
    assert_eq!(told(bomb), trial::expected(&[("&c;", Role::Paragraph)]));
    for text in [
        "", "\u{feff}<a>x", "<", "<a", "</a>", "<a>\u{e9}&#xD800;&nbsp;&x", "<!--", "<?",
        "<![CDATA[", "<a:b:c/>",
    ] {
        told(text);
    }
    let long = trial::repeated(&[
        "<a>", "<a>x", "</a>", "<p>x</p>", "<date>", "&amp;", "<td>", "<list>", "<title>",
    ]);
    trial::assert_read_in_time(|text| read(text, &[]), &long);
}

proptest! {
    #[test]
    fn every_text_is_sound(text in "(<article>)?([a-zé ]{1,5}|</?(p|sec|title|list|list-item|table|tr|td|bold|monospace|code|date|pub-date|day|ref-list)>|&amp;|&#233;|<!-- x -->|<!\\[CDATA\\[ y\\]\\]>|\n){0,24}") {
        trial::assert_sound(&text, &read(&text, &[]));
    }
}

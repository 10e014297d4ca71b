//! What commands and environments of LaTeX mean for the prose.

/// What a command does to what follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Command {
    /// Its argument is a headline of this level.
    Headline(u8),
    /// Its last argument is part of the sentence; so many come before it.
    Words(u8),
    /// The same, set in bold.
    Bold,
    /// The same, set as code.
    Code,
    /// Its argument is a block of its own, below the paragraph.
    Footnote,
    /// Its argument is a caption.
    Caption,
    /// Its argument is a quotation that a style sets in quotation marks.
    Quoted,
    /// Its argument stands as it is between two equal signs.
    Verbatim,
    /// Nothing of its arguments is read, and nothing stands for it.
    Skipped,
    /// It has no arguments, and nothing stands for it.
    Nothing,
    /// It stands for something that is not known: a number, a name.
    Object,
    /// It stands for these words.
    Meant(&'static str),
    /// It tells the day.
    Date,
    /// It ends a paragraph.
    Paragraph,
    /// It defines a command.
    Definition,
    /// Its arguments are a number and a unit.
    Quantity,
    /// Its arguments are two numbers and a unit.
    QuantityRange,
    /// Its argument is a number.
    Number,
    /// Its argument is a unit.
    Unit,
    /// Its arguments are so many columns, their form, and words.
    Columns,
    /// Its arguments are so many rows, their width, and words.
    Rows,
}

/// What a command is known to mean; the name is without backslash and star.
pub(super) fn command(name: &str) -> Option<Command> {
    use Command::*;
    Some(match name {
        "title" => Headline(1),
        "part" | "chapter" => Headline(2),
        "section" | "frametitle" => Headline(3),
        "subsection" | "framesubtitle" => Headline(4),
        "subsubsection" => Headline(5),
        "paragraph" => Headline(6),
        "subparagraph" => Headline(7),
        "emph" | "textit" | "textsl" | "textsc" | "textrm" | "textsf" | "textnormal" | "text"
        | "underline" | "mbox" | "hbox" | "uline" | "textup" | "textmd" | "gls" | "Gls"
        | "acrshort" | "ac" | "hl" | "uppercase" | "MakeUppercase" | "ensuremath" => Words(0),
        "href" | "textcolor" | "colorbox" | "hyperref" | "foreignlanguage" => Words(1),
        "textbf" | "textbfit" | "strong" => Bold,
        "texttt" | "path" | "url" | "nolinkurl" | "code" | "file" => Code,
        "footnote" | "footnotetext" | "endnote" | "thanks" | "marginpar" | "sidenote" => Footnote,
        "caption" | "subcaption" => Caption,
        "enquote" | "textquote" | "blockquote" => Quoted,
        "verb" | "lstinline" | "mintinline" => Verbatim,
        "label"
        | "cite"
        | "citep"
        | "parencite"
        | "footcite"
        | "autocite"
        | "nocite"
        | "index"
        | "usepackage"
        | "documentclass"
        | "RequirePackage"
        | "input"
        | "include"
        | "includegraphics"
        | "bibliography"
        | "bibliographystyle"
        | "addbibresource"
        | "printbibliography"
        | "vspace"
        | "hspace"
        | "setlength"
        | "addtolength"
        | "setcounter"
        | "addtocounter"
        | "newcounter"
        | "stepcounter"
        | "pagestyle"
        | "thispagestyle"
        | "pagenumbering"
        | "hypersetup"
        | "geometry"
        | "definecolor"
        | "color"
        | "selectlanguage"
        | "graphicspath"
        | "author"
        | "affil"
        | "affiliation"
        | "institute"
        | "email"
        | "address"
        | "keywords"
        | "DeclareMathOperator"
        | "newtheorem"
        | "theoremstyle"
        | "fontsize"
        | "newlength"
        | "hyphenation"
        | "pdfinfo"
        | "lstset"
        | "sisetup"
        | "captionsetup"
        | "setlist"
        | "tikzset"
        | "usetikzlibrary"
        | "newglossaryentry"
        | "newacronym"
        | "phantom"
        | "hphantom"
        | "vphantom"
        | "markboth"
        | "markright"
        | "fancyhead"
        | "fancyfoot"
        | "lhead"
        | "rhead"
        | "lfoot"
        | "rfoot"
        | "cfoot"
        | "chead"
        | "footnotemark"
        | "addcontentsline"
        | "cline"
        | "cmidrule"
        | "rowcolor"
        | "cellcolor"
        | "columncolor"
        | "arraystretch"
        | "vskip"
        | "hskip"
        | "rule"
        | "linewidth"
        | "makeatletter"
        | "makeatother"
        | "newif"
        | "todo"
        | "includeonly"
        | "lstinputlisting"
        | "inputminted"
        | "verbatiminput"
        | "tableofcontents"
        | "usetheme"
        | "usecolortheme"
        | "put"
        | "SetKwInOut"
        | "newenvironment"
        | "renewenvironment"
        | "titleformat"
        | "titlespacing"
        | "AtBeginDocument"
        | "ifthenelse"
        | "expandafter" => Skipped,
        "ref" | "eqref" | "pageref" | "autoref" | "cref" | "Cref" | "nameref" | "vref"
        | "citet" | "textcite" | "citeauthor" | "citeyear" | "today" | "thepage" => Object,
        "ldots" | "dots" | "textellipsis" => Meant("…"),
        "textendash" => Meant("–"),
        "textemdash" => Meant("—"),
        "textquotedblleft" => Meant("“"),
        "textquotedblright" => Meant("”"),
        "textquoteleft" => Meant("‘"),
        "textquoteright" => Meant("’"),
        "textbackslash" => Meant("\\"),
        "textasciitilde" => Meant("~"),
        "textbar" => Meant("|"),
        "textless" => Meant("<"),
        "textgreater" => Meant(">"),
        "textdegree" | "degree" => Meant("°"),
        "textcelsius" | "celsius" => Meant("°C"),
        "texteuro" | "euro" | "EUR" => Meant("€"),
        "pounds" | "textsterling" => Meant("£"),
        "textdollar" => Meant("$"),
        "textyen" => Meant("¥"),
        "textpm" => Meant("±"),
        "texttimes" => Meant("×"),
        "textmu" | "textmicro" => Meant("µ"),
        "textohm" => Meant("Ω"),
        "copyright" | "textcopyright" => Meant("©"),
        "textregistered" => Meant("®"),
        "texttrademark" => Meant("™"),
        "S" => Meant("§"),
        "ss" => Meant("ß"),
        "ae" => Meant("æ"),
        "AE" => Meant("Æ"),
        "oe" => Meant("œ"),
        "OE" => Meant("Œ"),
        "aa" => Meant("å"),
        "AA" => Meant("Å"),
        "o" => Meant("ø"),
        "O" => Meant("Ø"),
        "l" => Meant("ł"),
        "L" => Meant("Ł"),
        "i" => Meant("i"),
        "j" => Meant("j"),
        "TeX" => Meant("TeX"),
        "LaTeX" => Meant("LaTeX"),
        "quad" | "qquad" | "enspace" | "enskip" | "space" | "newline" | "linebreak" => Meant(" "),
        "xspace" | "relax" | "protect" | "noindent" | "indent" | "centering" | "raggedright"
        | "raggedleft" | "small" | "footnotesize" | "scriptsize" | "tiny" | "large" | "Large"
        | "LARGE" | "huge" | "Huge" | "normalsize" | "itshape" | "bfseries" | "ttfamily" | "em"
        | "it" | "tt" | "sc" | "rm" | "sffamily" | "rmfamily" | "scshape" | "upshape"
        | "slshape" | "hfill" | "hline" | "toprule" | "midrule" | "bottomrule" | "endhead"
        | "endfirsthead" | "endfoot" | "endlastfoot" | "allowbreak" | "nobreak" | "break"
        | "nopagebreak" | "pagebreak" | "maketitle" | "frontmatter" | "mainmatter"
        | "backmatter" | "hrulefill" | "dotfill" | "null" | "leavevmode" | "sloppy" | "unskip"
        | "ignorespaces" => Nothing,
        "par" | "newpage" | "clearpage" | "cleardoublepage" | "bigskip" | "medskip"
        | "smallskip" | "appendix" => Paragraph,
        "date" => Date,
        "newcommand"
        | "renewcommand"
        | "providecommand"
        | "def"
        | "gdef"
        | "edef"
        | "let"
        | "NewDocumentCommand"
        | "RenewDocumentCommand"
        | "DeclareRobustCommand" => Definition,
        "SI" | "qty" | "numUnit" => Quantity,
        "SIrange" | "qtyrange" => QuantityRange,
        "num" | "numprint" => Number,
        "si" | "unit" => Unit,
        "multicolumn" => Columns,
        "multirow" => Rows,
        _ => return None,
    })
}

/// What an environment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Environment {
    /// What lies in it is read as it would be without it.
    Plain,
    List,
    Table,
    Quotation,
    Summary,
    Figure,
    /// Text as it stands, up to its end.
    Code,
    /// Nothing of it is read.
    Skipped,
}

/// What an environment means; the name is without star.
pub(super) fn environment(name: &str) -> Environment {
    match name {
        "itemize" | "enumerate" | "description" | "compactitem" | "compactenum" | "list" => {
            Environment::List
        }
        "tabular" | "tabularx" | "tabulary" | "longtable" | "longtabu" | "tabu"
        | "supertabular" | "xltabular" | "tblr" => Environment::Table,
        "quote" | "quotation" | "verse" | "displayquote" | "epigraph" => Environment::Quotation,
        "abstract" => Environment::Summary,
        "figure" | "table" | "wrapfigure" | "wraptable" | "subfigure" | "sidewaystable"
        | "sidewaysfigure" | "threeparttable" | "algorithm" => Environment::Figure,
        "verbatim" | "Verbatim" | "BVerbatim" | "lstlisting" | "minted" | "alltt"
        | "algorithmic" => Environment::Code,
        "comment" | "equation" | "align" | "aligned" | "alignat" | "gather" | "multline"
        | "displaymath" | "math" | "eqnarray" | "array" | "flalign" | "tikzpicture" | "picture"
        | "thebibliography" | "filecontents" | "axis" | "pgfpicture" | "CCSXML" | "dmath"
        | "IEEEkeywords" => Environment::Skipped,
        _ => Environment::Plain,
    }
}

/// What a macro of siunitx stands for in a unit: a prefix, a unit, or what joins them.
pub(super) fn unit_sign(name: &str) -> Option<&'static str> {
    Some(match name {
        "kilo" => "k",
        "mega" => "M",
        "giga" => "G",
        "tera" => "T",
        "peta" => "P",
        "hecto" => "h",
        "deci" => "d",
        "centi" => "c",
        "milli" => "m",
        "micro" => "µ",
        "nano" => "n",
        "pico" => "p",
        "metre" | "meter" | "m" => "m",
        "gram" | "gramme" => "g",
        "kilogram" | "kg" => "kg",
        "second" | "s" => "s",
        "minute" => "min",
        "hour" => "h",
        "day" => "d",
        "kelvin" => "K",
        "ampere" => "A",
        "volt" => "V",
        "watt" => "W",
        "joule" => "J",
        "newton" => "N",
        "pascal" => "Pa",
        "hertz" => "Hz",
        "ohm" => "Ω",
        "mole" => "mol",
        "candela" => "cd",
        "litre" | "liter" => "L",
        "tonne" => "t",
        "hectare" => "ha",
        "bar" => "bar",
        "electronvolt" => "eV",
        "percent" => "%",
        "degree" => "°",
        "celsius" | "degreeCelsius" => "°C",
        "bit" => "bit",
        "byte" => "B",
        "decibel" => "dB",
        "km" => "km",
        "cm" => "cm",
        "mm" => "mm",
        "kWh" => "kWh",
        "kW" => "kW",
        "MW" => "MW",
        "GHz" => "GHz",
        "MHz" => "MHz",
        "kHz" => "kHz",
        "per" => "/",
        "squared" => "²",
        "cubed" => "³",
        "square" => "",
        "cubic" => "",
        _ => return None,
    })
}

/// The letter with an accent, of a command like `\'e` or `\c{c}`.
pub(super) fn accented(accent: char, letter: char) -> Option<char> {
    /// Accents by their commands, and the letters that have them.
    const ACCENTS: &[(char, &str, &str)] = &[
        ('\'', "aeiouyAEIOUYcCnNsSzZ", "áéíóúýÁÉÍÓÚÝćĆńŃśŚźŹ"),
        ('`', "aeiouAEIOU", "àèìòùÀÈÌÒÙ"),
        ('^', "aeiouAEIOU", "âêîôûÂÊÎÔÛ"),
        ('"', "aeiouyAEIOU", "äëïöüÿÄËÏÖÜ"),
        ('~', "anoANO", "ãñõÃÑÕ"),
        ('=', "aeiouAEIOU", "āēīōūĀĒĪŌŪ"),
        ('.', "zZeEI", "żŻėĖİ"),
        ('c', "cCsStT", "çÇşŞţŢ"),
        ('v', "cCsSzZeErRnN", "čČšŠžŽěĚřŘňŇ"),
        ('u', "aAgG", "ăĂğĞ"),
        ('H', "oOuU", "őŐűŰ"),
        ('r', "aAuU", "åÅůŮ"),
        ('k', "aAeE", "ąĄęĘ"),
    ];
    let (_, plain, meant) = ACCENTS.iter().find(|(known, ..)| *known == accent)?;
    plain.chars().zip(meant.chars()).find(|(known, _)| *known == letter).map(|(_, meant)| meant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_with_accents() {
        assert_eq!(accented('"', 'u'), Some('ü'));
        assert_eq!(accented('v', 'N'), Some('Ň'));
        assert_eq!(accented('\'', 'Z'), Some('Ź'));
        assert_eq!(accented('x', 'a'), None);
        assert_eq!(accented('"', 'q'), None);
    }
}

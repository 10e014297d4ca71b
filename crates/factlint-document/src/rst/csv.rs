//! The content of `.. csv-table::`: values with commas between them.

use super::Reader;
use crate::lines::Line;
use crate::separated_values::SeparatedValues;

/// Reads rows of values as the cells of a table.
pub(super) fn read(reader: &mut Reader<'_>, lines: &[Line], heads: usize) {
    let told = std::mem::take(&mut reader.told);
    reader.composer.begin_table();
    let mut row = 0;
    let mut values = SeparatedValues::default();
    for (index, line) in lines.iter().enumerate() {
        if line.is_blank() && !values.is_open() {
            continue;
        }
        values.add(reader.text, *line, b',');
        // A quotation mark that nothing closes ends with the table.
        if values.is_open() && index + 1 < lines.len() {
            continue;
        }
        reader.composer.begin_row();
        for value in values.end_row() {
            reader.composer.begin_cell(row < heads, 1, 1);
            reader.read(&value);
            reader.composer.end_cell();
        }
        row += 1;
    }
    reader.composer.end_table();
    reader.told = told;
}

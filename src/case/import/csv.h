/* Tables of separated values (RFC 4180) as rows of texts. Private to src/case/import. */
#ifndef ENTENTE_CASE_IMPORT_CSV_H
#define ENTENTE_CASE_IMPORT_CSV_H

#include "case/import/import.h"

enum { CSV_COLUMNS = 20000, CSV_CELLS = 4 * 1000 * 1000 };

typedef struct csv_row {
    size_t line;        /* on which it begins, from 1 */
    const char **cells; /* blanks at both ends taken off */
    size_t size;
} csv_row;

typedef struct csv_table {
    csv_row *rows; /* those with something in them */
    size_t size;
    char separator;
} csv_table;

/* Reads a file into the job's arena. `separator`: ',', ';', a tab; 0: the one that the first line has. A field in
 * double quotes may hold separators, line ends and doubled quotes. False where it is refused (and said) or memory
 * fails. */
bool csv_read(import_job *job, const ent_import_file *file, char separator, csv_table *out);
/* The text of a cell; "" where the row has no such column. */
const char *csv_cell(const csv_row *row, size_t column);
/* "C", "AA": what spreadsheets call a column (from 0); for messages. In the arena. */
const char *csv_column_name(import_job *job, size_t column);

#endif

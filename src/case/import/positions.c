/* A wide table of positions, as analysts keep it in a spreadsheet: a line for each issue; columns for the issue, and
 * for each actor its position and its salience. */
#include "case/import/positions.h"
#include "case/import/positions_columns.h"

#include <string.h>

typedef struct wide {
    import_job *job;
    const char *file;
    const wide_columns *columns;
    import_positions table;
    bool comma; /* decimals may have one */
    bool default_range;
} wide;

static bool is_missing(const char *cell) {
    static const char *const words[] = {"", "na", "n/a", "n.a.", "nan", "#n/a", ".", "-", "--", "missing", "null"};
    char low[16];
    size_t size = strlen(cell);
    if (size >= sizeof low) return false;
    for (size_t i = 0; i <= size; i++)
        low[i] = cell[i] >= 'A' && cell[i] <= 'Z' ? (char)(cell[i] + 32) : cell[i];
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(low, words[i]) == 0) return true;
    return strcmp(cell, "\xe2\x80\x93") == 0; /* an en dash */
}

/* The text of a cell; NULL where there is nothing in it, or no such column. */
static const char *filled(const csv_row *row, size_t column) {
    if (column == SIZE_MAX) return NULL;
    const char *cell = csv_cell(row, column);
    return is_missing(cell) ? NULL : cell;
}

static void bad_cell(wide *w, const csv_row *row, size_t column, const char *hint, const char *what) {
    import_error(w->job, "E-IMPORT-0042", w->file, row->line, hint, "column %s: '%s' %s",
                 csv_column_name(w->job, column), import_short(w->job, csv_cell(row, column)), what);
}

/* A number in a cell that is filled; NULL (said) where it is none. */
static const char *number_in(wide *w, const csv_row *row, size_t column) {
    const char *number = positions_number(w->job, csv_cell(row, column), w->comma);
    if (number == NULL && !ent_arena_failed(w->job->arena))
        bad_cell(w, row, column, "a number with a decimal point, or nothing where it is not known", "is not a number");
    return number;
}

static const char *not_negative(wide *w, const csv_row *row, size_t column) {
    if (filled(row, column) == NULL) return NULL;
    const char *number = number_in(w, row, column);
    if (number == NULL || number[0] != '-') return number;
    bad_cell(w, row, column, NULL, "is below 0");
    return NULL;
}

static int compare(const char *a, const char *b) {
    import_decimal first, second;
    int order = 0;
    if (import_decimal_read(a, &first) && import_decimal_read(b, &second))
        import_decimal_compare(first, second, &order);
    return order;
}

/* ---- capability -------------------------------------------------------------------------------------------- */

static bool take_capability(wide *w, const csv_row *row, size_t actor, size_t column) {
    const char *number = not_negative(w, row, column);
    import_actor *into = &w->table.actors[actor];
    if (number == NULL) return true;
    if (into->capability != NULL && compare(into->capability, number) != 0) {
        import_error(w->job, "E-IMPORT-0043", w->file, row->line,
                     "an actor has one capability; put what differs by issue into the saliences",
                     "the capability of '%s' is %s here and %s in line %zu", import_short(w->job, into->name), number,
                     into->capability, into->capability_line);
        return false;
    }
    if (into->capability == NULL) into->capability_line = row->line;
    into->capability = number;
    return true;
}

/* A line whose first column is "capability": under one of the columns of each actor stands what it has. */
static void read_capabilities(wide *w, const csv_row *row) {
    for (size_t a = 0; a < w->table.actors_size; a++) {
        const wide_actor *actor = &w->columns->actors[a];
        size_t at[] = {actor->position, actor->salience, actor->capability};
        for (size_t i = 0; i < sizeof at / sizeof *at; i++)
            if (filled(row, at[i]) != NULL && !take_capability(w, row, a, at[i])) break;
    }
}

/* ---- one issue ---------------------------------------------------------------------------------------------- */

/* The columns of a line that hold values of the issue: reference, outcome, then positions. */
static size_t value_column(const wide *w, size_t i) {
    if (i == 0) return w->columns->fixed[WIDE_REFERENCE];
    if (i == 1) return w->columns->fixed[WIDE_OUTCOME];
    return w->columns->actors[i - 2].position;
}

/* Where to keep what column i holds. */
static const char **value_place(wide *w, import_question *question, size_t i) {
    size_t q = (size_t)(question - w->table.questions);
    if (i == 0) return &question->reference;
    if (i == 1) return &question->outcome;
    return &w->table.stances[q * w->table.actors_size + i - 2].position;
}

/* "low | middle | high" */
static bool split_options(wide *w, const csv_row *row, size_t column, import_question *question) {
    const char *cell = csv_cell(row, column);
    size_t most = 1;
    for (const char *at = cell; *at != '\0'; at++)
        most += *at == '|';
    question->options = ent_arena_array(w->job->arena, most, sizeof *question->options);
    if (question->options == NULL) return false;
    for (const char *at = cell;;) {
        size_t length = strcspn(at, "|"), start = strspn(at, " |"), size = length;
        if (start > length) start = length;
        while (size > start && at[size - 1] == ' ')
            size--;
        const char *option = ent_arena_copy(w->job->arena, at + start, size - start);
        if (option == NULL) return false;
        bool twice = false;
        for (size_t i = 0; i < question->options_size; i++)
            twice = twice || strcmp(question->options[i], option) == 0;
        if (option[0] == '\0' || twice) {
            bad_cell(w, row, column, "options parted by |, each once: low | middle | high",
                     twice ? "names an option twice" : "has an empty option");
            return false;
        }
        question->options[question->options_size++] = option;
        if (at[length] == '\0') break;
        at += length + 1;
    }
    return true;
}

static const char *find_option(const import_question *question, const char *text) {
    for (size_t i = 0; i < question->options_size; i++)
        if (strcmp(question->options[i], text) == 0) return question->options[i];
    return NULL;
}

/* Values that have to be one of the options; without a list of them, whatever the line holds is one. */
static void read_options(wide *w, const csv_row *row, import_question *question) {
    bool listed = question->options_size > 0;
    if (!listed) question->options = ent_arena_array(w->job->arena, w->table.actors_size + 2, sizeof(char *));
    if (question->options == NULL) return;
    for (size_t i = 0; i < w->table.actors_size + 2; i++) {
        size_t column = value_column(w, i);
        const char *cell = filled(row, column);
        if (cell == NULL) continue;
        const char *option = find_option(question, cell);
        if (option == NULL && !listed) option = question->options[question->options_size++] = cell;
        if (option == NULL)
            bad_cell(w, row, column, import_suggest(w->job, cell, question->options, question->options_size),
                     "is none of the options of the issue");
        *value_place(w, question, i) = option;
    }
}

static bool inside(const import_question *question, const char *number) {
    return compare(question->from, number) <= 0 && compare(number, question->to) <= 0;
}

static bool read_range(wide *w, const csv_row *row, import_question *question) {
    size_t lower = w->columns->fixed[WIDE_LOWER], upper = w->columns->fixed[WIDE_UPPER];
    bool low = filled(row, lower) != NULL, high = filled(row, upper) != NULL;
    question->from = low ? number_in(w, row, lower) : "0";
    question->to = high ? number_in(w, row, upper) : "100";
    w->default_range = !low && !high;
    if (question->from == NULL || question->to == NULL) return false;
    if (low == high && compare(question->from, question->to) < 0) return true;
    import_error(w->job, "E-IMPORT-0042", w->file, row->line, "give both, the smaller one first, or neither (0 to 100)",
                 low == high ? "the range goes from %s to %s" : "only one end of the range is given", question->from,
                 question->to);
    return false;
}

static void read_numbers(wide *w, const csv_row *row, import_question *question) {
    if (!read_range(w, row, question)) return;
    for (size_t i = 0; i < w->table.actors_size + 2; i++) {
        size_t column = value_column(w, i);
        if (filled(row, column) == NULL) continue;
        const char *number = number_in(w, row, column);
        if (number == NULL) continue;
        bool may_leave = i != 1 && !w->default_range; /* a demand may go beyond what can be agreed */
        if (!inside(question, number) && !may_leave)
            import_error(w->job, "E-IMPORT-0042", w->file, row->line,
                         w->default_range ? "add columns lower and upper with the range of the issue" : NULL,
                         "column %s: %s lies outside the range from %s to %s", csv_column_name(w->job, column), number,
                         question->from, question->to);
        *value_place(w, question, i) = number;
    }
}

/* Whether the line has an option in words: no value of it is a number. */
static bool in_words(const wide *w, const csv_row *row) {
    size_t words = 0, numbers = 0;
    for (size_t i = 0; i < w->table.actors_size + 2; i++) {
        const char *cell = filled(row, value_column(w, i));
        if (cell == NULL) continue;
        bool number = positions_number(w->job, cell, w->comma) != NULL;
        numbers += number;
        words += !number;
    }
    return words > 0 && numbers == 0 && filled(row, w->columns->fixed[WIDE_LOWER]) == NULL;
}

static void read_saliences(wide *w, const csv_row *row, const import_question *question) {
    import_stance *stances = w->table.stances + (size_t)(question - w->table.questions) * w->table.actors_size;
    for (size_t a = 0; a < w->table.actors_size; a++) {
        const wide_actor *actor = &w->columns->actors[a];
        if (filled(row, actor->capability) != NULL) take_capability(w, row, a, actor->capability);
        const char *salience = not_negative(w, row, actor->salience);
        bool stands = filled(row, actor->position) != NULL;
        if (salience != NULL && !stands)
            import_leave(w->job, w->file, row->line, "salience says how much a position counts",
                         "a salience without a position");
        if (stands) stances[a].salience = salience;
    }
}

static void read_date(wide *w, const csv_row *row, import_question *question) {
    size_t column = w->columns->fixed[WIDE_DATE];
    const char *cell = filled(row, column);
    char text[ENT_NUMBER_TEXT];
    ent_date date;
    if (cell == NULL) return;
    if (!ent_read_date(cell, &date)) {
        bad_cell(w, row, column, "for instance 2024-03-21, 2024-03 or 2024", "is not a date");
        return;
    }
    question->date = ent_arena_text(w->job->arena, ent_write_date(text, date));
}

static void read_rule(wide *w, const csv_row *row, import_question *question) {
    static const struct {
        const char *word, *rule;
    } rules[] = {{"consensus", "consensus"}, {"unanimity", "consensus"},          {"majority", "majority"},
                 {"qualified", "qualified"}, {"qualified majority", "qualified"}, {"qmv", "qualified"}};
    size_t column = w->columns->fixed[WIDE_RULE];
    const char *cell = filled(row, column);
    for (size_t i = 0; cell != NULL && i < sizeof rules / sizeof *rules; i++)
        if (wide_same(cell, rules[i].word)) question->rule = rules[i].rule;
    if (cell != NULL && question->rule == NULL)
        bad_cell(w, row, column, "consensus, majority or qualified", "is no rule of decision");
}

static void read_issue(wide *w, const csv_row *row, import_question *question) {
    const size_t *fixed = w->columns->fixed;
    const char *name = csv_cell(row, fixed[WIDE_ISSUE]);
    *question = (import_question){.line = row->line, .name = name};
    if (name[0] == '\0')
        import_error(w->job, "E-IMPORT-0042", w->file, row->line, "give it a name, or empty the line",
                     "the issue has no name");
    question->group = filled(row, fixed[WIDE_GROUP]);
    if (question->group == NULL) question->group = name; /* decided by itself */
    question->unit = filled(row, fixed[WIDE_UNIT]);
    size_t listed = filled(row, fixed[WIDE_SCALE]) != NULL ? fixed[WIDE_SCALE] : fixed[WIDE_OPTIONS];
    question->ordered = listed == fixed[WIDE_SCALE] && listed != SIZE_MAX;
    bool options = filled(row, listed) != NULL;
    if (options && !split_options(w, row, listed, question)) return;
    if (options || in_words(w, row))
        read_options(w, row, question);
    else
        read_numbers(w, row, question);
    read_saliences(w, row, question);
    read_date(w, row, question);
    read_rule(w, row, question);
}

/* ---- the table ---------------------------------------------------------------------------------------------- */

static bool make_room(wide *w, size_t rows) {
    import_job *job = w->job;
    import_positions *table = &w->table;
    table->actors_size = w->columns->actors_size;
    table->actors = ent_arena_array(job->arena, table->actors_size, sizeof *table->actors);
    table->questions = ent_arena_array(job->arena, rows, sizeof *table->questions);
    size_t stances = 0;
    if (__builtin_mul_overflow(rows, table->actors_size, &stances)) return false;
    table->stances = ent_arena_array(job->arena, stances, sizeof *table->stances);
    if (table->actors == NULL || table->questions == NULL || table->stances == NULL) return false;
    for (size_t a = 0; a < table->actors_size; a++)
        table->actors[a].name = w->columns->actors[a].name;
    return true;
}

static bool fits(wide *w, size_t issues) {
    if (issues > 0 && issues <= POSITIONS_ISSUES) return true;
    import_error(w->job, "E-IMPORT-0041", w->file, 0, issues > 0 ? "make two tables of it" : "a line for each issue",
                 issues > 0 ? "the table has %zu issues, more than a case takes (%d)" : "the table has no issue",
                 issues, (int)POSITIONS_ISSUES);
    return false;
}

ent_status import_wide_positions(import_job *job) {
    csv_table rows;
    wide_columns columns;
    if (job->files_size != 1) {
        import_error(job, "E-IMPORT-0041", job->files[1].name, 0, NULL, "a table of positions is one file");
        return ENT_INPUT;
    }
    wide w = {.job = job, .file = job->files[0].name, .columns = &columns};
    if (!csv_read(job, &job->files[0], 0, &rows) || !wide_read_columns(job, w.file, &rows.rows[0], &columns))
        return ENT_INPUT;
    w.comma = rows.separator != ',';
    if (!make_room(&w, rows.size)) return ENT_MEMORY;
    for (size_t i = 1; i < rows.size; i++) {
        const csv_row *row = &rows.rows[i];
        if (wide_is_capability(csv_cell(row, columns.fixed[WIDE_ISSUE])))
            read_capabilities(&w, row);
        else
            read_issue(&w, row, &w.table.questions[w.table.questions_size++]);
    }
    if (!fits(&w, w.table.questions_size) || job->errors > 0) return ENT_INPUT;
    w.table.title = import_stem(job, w.file);
    w.table.about =
        "Positions of actors on issues: what each wants (value) and how much it cares (salience). Issues of one "
        "group were decided together; one of a group of its own, by itself.";
    if (w.table.title == NULL || !positions_settle(job, &w.table)) return ENT_MEMORY;
    positions_write(job, &w.table);
    return ENT_OK;
}

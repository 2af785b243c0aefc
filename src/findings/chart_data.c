/* What a chart names, read from its table into plain rows. */
#include "findings/chart.h"
#include "findings/number.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { CATEGORIES_MOST = 60, TIMELINE_MOST = 80, PANELS_MOST = 24, SERIES_MOST = 24 };

/* ---- names, in order of appearance -------------------------------------------------------------------- */

typedef struct name_list {
    ent_canvas *canvas;
    const char **texts;
    size_t size, capacity;
    size_t *slots; /* open addressing, index + 1 */
    size_t slots_size;
} name_list;

static size_t hash_text(const char *text) {
    uint64_t hash = 1469598103934665603ULL; /* FNV-1a */
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 1099511628211ULL;
    return (size_t)(hash ^ (hash >> 32));
}

static bool names_grow(name_list *names) {
    size_t capacity = names->capacity ? names->capacity * 2 : 32;
    const char **texts = ent_canvas_array(names->canvas, capacity, sizeof *texts);
    size_t *slots = ent_canvas_array(names->canvas, capacity * 2, sizeof *slots);
    if (!texts || !slots) return false;
    if (names->size) memcpy(texts, names->texts, names->size * sizeof *texts);
    for (size_t i = 0; i < names->size; i++) {
        size_t slot = hash_text(texts[i]) % (capacity * 2);
        while (slots[slot])
            slot = (slot + 1) % (capacity * 2);
        slots[slot] = i + 1;
    }
    names->texts = texts;
    names->slots = slots;
    names->capacity = capacity;
    names->slots_size = capacity * 2;
    return true;
}

/* The index of a text, added if new; SIZE_MAX without memory. */
static size_t names_index(name_list *names, const char *text) {
    if (names->size == names->capacity && !names_grow(names)) return SIZE_MAX;
    size_t slot = hash_text(text) % names->slots_size;
    for (; names->slots[slot]; slot = (slot + 1) % names->slots_size) {
        if (strcmp(names->texts[names->slots[slot] - 1], text) == 0) return names->slots[slot] - 1;
    }
    names->texts[names->size] = text;
    names->slots[slot] = ++names->size;
    return names->size - 1;
}

/* ---- cells -------------------------------------------------------------------------------------------- */

size_t ent_actor_index(const ent_findings *findings, const char *text) {
    for (size_t i = 0; text && i < findings->actors_size; i++) {
        const ent_actor *actor = &findings->actors[i];
        if ((actor->id && strcmp(actor->id, text) == 0) || (actor->name && strcmp(actor->name, text) == 0)) return i;
    }
    return SIZE_MAX;
}

const char *ent_actor_colour(size_t actor) {
    static const char *const classes[ENT_SHAPES] = {"p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7"};
    return classes[actor % ENT_SHAPES];
}

const char *ent_colour_of(const ent_findings *findings, const char *series) {
    size_t actor = ent_actor_index(findings, series);
    return actor == SIZE_MAX ? "" : ent_actor_colour(actor);
}

bool ent_column_is_year(const ent_table *table, size_t column) {
    const ent_column *info = &table->columns[column];
    return (!info->type || strcmp(info->type, "text") != 0) && ent_people_is_year(info->id, info->unit);
}

static bool is_date(const ent_column *column) {
    return column->type && strcmp(column->type, "date") == 0;
}

static double cell_number(const ent_column *column, const ent_value *value) {
    ent_date date;
    switch (value->type) {
    case ENT_INTEGER:
        return (double)value->as.integer;
    case ENT_REAL:
        return isfinite(value->as.real) ? value->as.real : (double)NAN;
    case ENT_BOOL:
        return value->as.integer != 0 ? 1.0 : 0.0;
    case ENT_TEXT:
        if (is_date(column) && value->as.text && ent_read_date(value->as.text, &date) && date.year != 0)
            return (double)ent_date_first_day(date);
        return (double)NAN;
    case ENT_EMPTY:
        break;
    }
    return (double)NAN;
}

const char *ent_cell_text(ent_canvas *canvas, const ent_findings *findings, const ent_column *column, ent_value value) {
    char text[ENT_PEOPLE_TEXT];
    if (value.type == ENT_EMPTY) return "\u2013";
    if (value.type == ENT_TEXT) {
        size_t actor = ent_actor_index(findings, value.as.text);
        if (actor != SIZE_MAX && findings->actors[actor].name) return findings->actors[actor].name;
        return value.as.text ? value.as.text : "";
    }
    bool year = ent_people_is_year(column->id, column->unit);
    const char *shown = ent_people_value(text, value, column->digits, year);
    char *copy = ent_arena_text(canvas->arena, shown ? shown : "\u2013");
    if (!copy) canvas->failed = true;
    return copy ? copy : "";
}

/* ---- reading ------------------------------------------------------------------------------------------ */

/* The columns a chart names, by role; SIZE_MAX where it names none. */
typedef struct column_roles {
    size_t x, y, lo, hi, label, series, panel, basis;
} column_roles;

static size_t role(const ent_table *table, const char *id) {
    return id ? ent_table_column_index(table, id) : SIZE_MAX;
}

static bool find_roles(const ent_chart *chart, const ent_table *table, column_roles *out) {
    const struct {
        const char *id;
        size_t *index;
    } rows[] = {{chart->x, &out->x},         {chart->y, &out->y},         {chart->lo, &out->lo},
                {chart->hi, &out->hi},       {chart->label, &out->label}, {chart->series, &out->series},
                {chart->panel, &out->panel}, {chart->basis, &out->basis}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        *rows[i].index = role(table, rows[i].id);
        if (rows[i].id && *rows[i].index == SIZE_MAX) return false;
    }
    return true;
}

void ent_range_add(ent_range *range, double value) {
    if (!isfinite(value)) return;
    if (range->low > range->high) {
        range->low = range->high = value;
    } else if (value < range->low) {
        range->low = value;
    } else if (value > range->high) {
        range->high = value;
    }
}

static double number_at(const ent_table *table, size_t row, size_t column) {
    if (column == SIZE_MAX) return (double)NAN;
    return cell_number(&table->columns[column], &table->cells[row * table->columns_size + column]);
}

static ent_basis named_basis(const ent_value *value) {
    static const ent_basis all[] = {ENT_RECORD, ENT_REPORTED, ENT_JUDGED, ENT_UNOWNED};
    if (value->type != ENT_TEXT || !value->as.text) return value->basis;
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if (strcmp(ent_basis_name(all[i]), value->as.text) == 0) return all[i];
    }
    return value->basis;
}

typedef struct chart_reader {
    ent_canvas *canvas;
    const ent_findings *root;
    const ent_table *table;
    column_roles roles;
    name_list series, categories, panels;
} chart_reader;

/* The text that stands for a cell as a category. */
static const char *category_text(chart_reader *reader, size_t row, size_t column) {
    const ent_table *table = reader->table;
    ent_value value = table->cells[row * table->columns_size + column];
    return ent_cell_text(reader->canvas, reader->root, &table->columns[column], value);
}

static const char *key_text(chart_reader *reader, size_t row, size_t column) {
    const ent_table *table = reader->table;
    ent_value value = table->cells[row * table->columns_size + column];
    if (value.type == ENT_TEXT) return value.as.text ? value.as.text : "";
    return category_text(reader, row, column);
}

/* A date in words, no finer than it is known. */
static const char *when_text(chart_reader *reader, size_t row, size_t column) {
    const ent_value *value = &reader->table->cells[row * reader->table->columns_size + column];
    ent_date date;
    if (value->type != ENT_TEXT || !value->as.text || !ent_read_date(value->as.text, &date))
        return category_text(reader, row, column);
    char text[ENT_NUMBER_TEXT];
    char *copy = ent_arena_text(reader->canvas->arena, ent_write_date_long(text, date));
    if (!copy) reader->canvas->failed = true;
    return copy ? copy : "";
}

static bool read_row(chart_reader *reader, ent_data *data, size_t row) {
    const ent_table *table = reader->table;
    const column_roles *roles = &reader->roles;
    size_t label = roles->label != SIZE_MAX ? roles->label : data->x_type == ENT_AXIS_CATEGORY ? roles->x : SIZE_MAX;
    ent_datum datum = {number_at(table, row, roles->x),
                       number_at(table, row, roles->y),
                       number_at(table, row, roles->lo),
                       number_at(table, row, roles->hi),
                       0,
                       0,
                       0,
                       ENT_BASIS_NONE,
                       NULL,
                       NULL};
    datum.series = names_index(&reader->series, roles->series == SIZE_MAX ? "" : key_text(reader, row, roles->series));
    if (label != SIZE_MAX) {
        const ent_value *cell = &table->cells[row * table->columns_size + label];
        const char *text = category_text(reader, row, label);
        datum.category = names_index(&reader->categories, text);
        if (cell->type != ENT_EMPTY && *text) datum.label = text;
    }
    if (data->x_type == ENT_AXIS_CATEGORY && data->kind != ENT_CHART_MATRIX) datum.x = (double)datum.category;
    if (roles->panel != SIZE_MAX) datum.panel = names_index(&reader->panels, category_text(reader, row, roles->panel));
    if (roles->basis != SIZE_MAX) {
        datum.basis = named_basis(&table->cells[row * table->columns_size + roles->basis]);
    } else if (roles->y != SIZE_MAX) {
        datum.basis = table->cells[row * table->columns_size + roles->y].basis;
    }
    if (datum.basis != ENT_BASIS_NONE) data->based = true;
    if (data->kind == ENT_CHART_TIMELINE && roles->x != SIZE_MAX) datum.text = when_text(reader, row, roles->x);
    if (data->kind == ENT_CHART_MATRIX && roles->y != SIZE_MAX) datum.text = category_text(reader, row, roles->y);
    if (datum.series == SIZE_MAX || datum.category == SIZE_MAX || datum.panel == SIZE_MAX) return false;
    if (datum.series >= SERIES_MOST || datum.panel >= PANELS_MOST) {
        data->skipped++;
        return true;
    }
    data->rows[data->size++] = datum;
    return true;
}

static ent_axis_type axis_type(const ent_table *table, size_t column) {
    if (column == SIZE_MAX) return ENT_AXIS_CATEGORY;
    const ent_column *info = &table->columns[column];
    if (is_date(info)) return ENT_AXIS_DATE;
    if (info->type && strcmp(info->type, "text") == 0) return ENT_AXIS_CATEGORY;
    return ent_column_is_year(table, column) ? ENT_AXIS_YEAR : ENT_AXIS_NUMBER;
}

/* How many digits numbers of a column are shown with; -1: no column. */
static int column_digits(const ent_table *table, size_t column) {
    if (column == SIZE_MAX) return -1;
    const ent_column *info = &table->columns[column];
    if (info->type && strcmp(info->type, "integer") == 0) return 0;
    if (info->digits >= 0) return info->digits;
    double largest = 0.0;
    for (size_t row = 0; row < table->rows_size; row++) {
        double value = cell_number(info, &table->cells[row * table->columns_size + column]);
        if (isfinite(value)) largest = fmax(largest, fabs(value));
    }
    if (largest < 0.01 || largest >= 1e10) return -1; /* shown in powers of ten or in millions */
    return ent_people_digits(table->cells + column, table->rows_size, table->columns_size);
}

/* The matrix has its columns in x: they are series there. */
static void set_types(ent_data *data, chart_reader *reader) {
    const ent_table *table = reader->table;
    column_roles *roles = &reader->roles;
    size_t values = roles->y != SIZE_MAX ? roles->y : roles->lo;
    if (data->kind == ENT_CHART_MATRIX) roles->series = roles->x;
    data->x_type = data->kind == ENT_CHART_MATRIX ? ENT_AXIS_CATEGORY : axis_type(table, roles->x);
    data->x_digits = column_digits(table, roles->x);
    data->y_digits = column_digits(table, values);
    data->y_year = values < table->columns_size && ent_column_is_year(table, values);
    data->intervals = roles->lo != SIZE_MAX && roles->hi != SIZE_MAX;
    size_t label = roles->label != SIZE_MAX ? roles->label : roles->x;
    data->whole = label != SIZE_MAX && axis_type(table, label) != ENT_AXIS_CATEGORY;
    if (roles->label == SIZE_MAX && (data->kind == ENT_CHART_BARS || data->kind == ENT_CHART_STACKED))
        roles->label = roles->x; /* bars over years: x names the bars */
    if (data->kind == ENT_CHART_BARS || data->kind == ENT_CHART_STACKED) data->x_type = ENT_AXIS_CATEGORY;
}

/* Titles from the chart, else from the column with its unit. */
static const char *axis_title(ent_canvas *canvas, const char *given, const ent_table *table, size_t column, bool unit) {
    if (given) return given;
    if (column == SIZE_MAX) return NULL;
    const ent_column *info = &table->columns[column];
    if (!info->label || unit) return info->unit && *info->unit ? info->unit : NULL;
    if (!info->unit || !*info->unit) return info->label;
    char *text = ent_arena_printf(canvas->arena, "%s, %s", info->label, info->unit);
    if (!text) canvas->failed = true;
    return text;
}

static bool set_series(ent_canvas *canvas, ent_data *data, const name_list *names, const ent_findings *root) {
    static const char *const tones[ENT_TONES] = {"q0", "q1", "q2", "q3", "q4", "q5"};
    static const char *const dashes[ENT_SHAPES] = {"", "d1", "d2", "d3", "d4", "d5", "d6", "d7"};
    data->series_size = names->size > SERIES_MOST ? SERIES_MOST : names->size;
    data->series = ent_canvas_array(canvas, data->series_size + 1, sizeof *data->series);
    if (!data->series) return false;
    unsigned others = 0;
    for (size_t i = 0; i < data->series_size; i++) {
        ent_series *series = &data->series[i];
        const ent_chart *chart = data->chart;
        size_t actor = ent_actor_index(root, names->texts[i]);
        series->key = names->texts[i];
        series->name = actor != SIZE_MAX && root->actors[actor].name ? root->actors[actor].name : series->key;
        series->joined = chart->joined && strcmp(chart->joined, series->key) == 0;
        series->faint = chart->faint && strcmp(chart->faint, series->key) == 0;
        if (actor != SIZE_MAX) {
            series->colour = ent_actor_colour(actor);
            series->shape = (unsigned)(actor % ENT_SHAPES);
        } else if (series->faint || series->joined) {
            series->colour = series->faint ? "qf" : "qi";
        } else {
            series->colour = tones[others % ENT_TONES];
            series->shape = others++ % ENT_SHAPES;
        }
        series->dash = dashes[(actor != SIZE_MAX ? (size_t)series->shape : i) % ENT_SHAPES];
    }
    if (data->series_size == 0) {
        data->series[0] = (ent_series){"", "", "q0", 0, "", false, false};
        data->series_size = 1;
    }
    return true;
}

/* Bars named after parties take the parties' colours although the chart names no series. */
static bool series_from_labels(ent_canvas *canvas, ent_data *data, const name_list *categories,
                               const ent_findings *root) {
    size_t actors = 0;
    for (size_t i = 0; i < categories->size; i++)
        actors += ent_actor_index(root, categories->texts[i]) != SIZE_MAX;
    if (actors == 0 || categories->size > SERIES_MOST) return true;
    if (!set_series(canvas, data, categories, root)) return false;
    for (size_t i = 0; i < data->size; i++)
        data->rows[i].series = data->rows[i].category;
    for (size_t i = 0; i < data->series_size; i++) {
        if (ent_actor_index(root, categories->texts[i]) == SIZE_MAX) data->series[i].colour = "q1";
    }
    data->by_label = true;
    return true;
}

/* The corners of a triangle are who the three columns name: a party by its id or name, else the column's label. */
static void set_corners(ent_data *data, const chart_reader *reader) {
    const size_t columns[] = {reader->roles.x, reader->roles.y, reader->roles.lo};
    for (size_t i = 0; i < 3; i++) {
        data->corners[i] = (ent_series){.name = "", .colour = "", .shape = (unsigned)i};
        if (columns[i] == SIZE_MAX) continue;
        const ent_column *column = &reader->table->columns[columns[i]];
        size_t actor = ent_actor_index(reader->root, column->id);
        if (actor == SIZE_MAX) actor = ent_actor_index(reader->root, column->label);
        if (column->label) data->corners[i].name = column->label;
        if (actor == SIZE_MAX) continue;
        if (reader->root->actors[actor].name) data->corners[i].name = reader->root->actors[actor].name;
        data->corners[i].colour = ent_actor_colour(actor);
        data->corners[i].shape = (unsigned)(actor % ENT_SHAPES);
    }
}

static void set_ranges(ent_data *data) {
    const ent_chart *chart = data->chart;
    for (size_t i = 0; i < data->size; i++) {
        const ent_datum *datum = &data->rows[i];
        ent_range_add(&data->x, datum->x);
        ent_range_add(&data->y, datum->y);
        ent_range_add(&data->y, datum->lo);
        ent_range_add(&data->y, datum->hi);
    }
    for (size_t i = 0; i < chart->marks_size; i++) {
        const ent_mark *mark = &chart->marks[i];
        bool x = mark->axis == 'x' && data->kind != ENT_CHART_BARS && data->kind != ENT_CHART_INTERVALS &&
                 data->kind != ENT_CHART_STACKED;
        ent_range_add(x || mark->axis == 'p' ? &data->x : &data->y, mark->from);
        ent_range_add(x ? &data->x : &data->y, mark->to);
    }
}

/* More categories than can be read are left out, with the count. */
static void cut_categories(ent_data *data) {
    static const ent_chart_kind cut[] = {ENT_CHART_BARS, ENT_CHART_STACKED, ENT_CHART_INTERVALS, ENT_CHART_MATRIX};
    size_t most = SIZE_MAX, kept = 0;
    for (size_t i = 0; i < sizeof cut / sizeof cut[0]; i++) {
        if (cut[i] == data->kind) most = CATEGORIES_MOST;
    }
    for (size_t i = 0; i < data->size; i++) {
        if (data->rows[i].category >= most || (data->kind == ENT_CHART_TIMELINE && kept == TIMELINE_MOST)) continue;
        data->rows[kept++] = data->rows[i];
    }
    data->skipped += data->size - kept;
    data->size = kept;
    if (data->categories_size > most) data->categories_size = most;
}

/* Whether each label of each panel has one row only. */
static bool one_row_each(ent_canvas *canvas, const ent_data *data) {
    size_t panels = data->panels_size ? data->panels_size : 1;
    bool *seen = ent_canvas_array(canvas, panels * data->categories_size + 1, sizeof *seen);
    for (size_t i = 0; seen && i < data->size; i++) {
        bool *own = &seen[data->rows[i].panel * data->categories_size + data->rows[i].category];
        if (*own) return false;
        *own = true;
    }
    return data->categories_size > 0;
}

ent_status ent_data_read(ent_canvas *canvas, const ent_findings *owner, const ent_findings *root,
                         const ent_chart *chart, ent_data *data) {
    const ent_table *table = chart->table ? ent_findings_find_table(owner, chart->table) : NULL;
    chart_reader reader = {.canvas = canvas, .root = owner->actors_size ? owner : root, .table = table};
    reader.series.canvas = reader.categories.canvas = reader.panels.canvas = canvas;
    memset(data, 0, sizeof *data);
    if (!table || !find_roles(chart, table, &reader.roles)) return ENT_USAGE;
    data->findings = reader.root;
    data->chart = chart;
    data->kind = chart->kind == ENT_CHART_MULTIPLES ? chart->multiple_of : chart->kind;
    data->x = data->y = (ent_range){1.0, 0.0};
    set_types(data, &reader);
    data->x_title = axis_title(canvas, chart->x_label, table, reader.roles.x, false);
    /* the point inside an interval does not name the interval, nor a share the triangle: its unit does */
    size_t values = reader.roles.y != SIZE_MAX ? reader.roles.y : reader.roles.lo;
    bool unit = data->kind == ENT_CHART_INTERVALS || data->kind == ENT_CHART_TERNARY;
    data->y_title = axis_title(canvas, chart->y_label, table, values, unit);
    data->rows = ent_canvas_array(canvas, table->rows_size + 1, sizeof *data->rows);
    for (size_t row = 0; data->rows && row < table->rows_size; row++) {
        if (!read_row(&reader, data, row)) break;
    }
    if (canvas->failed || !set_series(canvas, data, &reader.series, reader.root)) return ENT_MEMORY;
    data->categories = reader.categories.texts;
    data->categories_size = reader.categories.size;
    data->panels = reader.panels.texts;
    data->panels_size = reader.panels.size > PANELS_MOST ? PANELS_MOST : reader.panels.size;
    bool labelled = data->kind == ENT_CHART_BARS || data->kind == ENT_CHART_INTERVALS;
    if (labelled && reader.roles.series == SIZE_MAX && reader.roles.label != SIZE_MAX &&
        !series_from_labels(canvas, data, &reader.categories, reader.root))
        return ENT_MEMORY;
    if (reader.roles.series == reader.roles.label && reader.roles.label != SIZE_MAX) data->by_label = true;
    cut_categories(data);
    data->single = one_row_each(canvas, data);
    data->names = data->categories;
    data->names_size = data->categories_size;
    set_ranges(data);
    if (data->kind == ENT_CHART_TERNARY) set_corners(data, &reader);
    return canvas->failed ? ENT_MEMORY : ENT_OK;
}

bool ent_data_panel(ent_canvas *canvas, const ent_data *data, size_t panel, ent_data *part) {
    *part = *data;
    part->rows = ent_canvas_array(canvas, data->size + 1, sizeof *part->rows);
    part->categories = ent_canvas_array(canvas, data->categories_size + 1, sizeof *part->categories);
    size_t *place = ent_canvas_array(canvas, data->categories_size + 1, sizeof *place);
    if (!part->rows || !part->categories || !place) return false;
    part->size = part->categories_size = 0;
    part->skipped = 0;
    for (size_t i = 0; i < data->size; i++) {
        const ent_datum *datum = &data->rows[i];
        if (datum->panel != panel) continue;
        part->rows[part->size] = *datum;
        if (data->categories_size > 0) {
            if (place[datum->category] == 0) {
                part->categories[part->categories_size++] = data->categories[datum->category];
                place[datum->category] = part->categories_size;
            }
            part->rows[part->size].category = place[datum->category] - 1;
            if (data->x_type == ENT_AXIS_CATEGORY) part->rows[part->size].x = (double)part->rows[part->size].category;
        }
        part->size++;
    }
    return true;
}

/* Entente: findings, the one structure that every lens returns and every face renders.
 *
 * Metrics, tables, charts, notes and, for what is read as a page, sections that put them in order. A findings
 * object owns everything in it (one arena). Builders never fail visibly: the first failed allocation is kept in
 * the object, further calls do nothing, and ent_findings_status tells at the end. Builders copy all texts.
 */
#ifndef ENTENTE_FINDINGS_H
#define ENTENTE_FINDINGS_H

#include <entente/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* How a number is owned; the marks of the charts follow it (record solid, reported half, judged hollow). A
 * conclusion has the weakest basis of what it rests on. */
typedef enum ent_basis {
    ENT_BASIS_NONE, /* computed from nothing that can be owned, or not applicable */
    ENT_RECORD,
    ENT_REPORTED,
    ENT_JUDGED,
    ENT_UNOWNED /* a plain number nobody answers for: counted as judgement */
} ent_basis;

ENT_API const char *ent_basis_name(ent_basis basis); /* "record", "reported", "judged", "unowned"; "" for none */

/* ---- values ------------------------------------------------------------------------------------------- */

typedef enum ent_value_type {
    ENT_EMPTY,   /* null in JSON, nothing in CSV, an en dash in text */
    ENT_INTEGER, /* whole numbers up to 2^53 in size are JSON numbers, larger ones decimal strings */
    ENT_REAL,    /* shortest round trip in JSON and CSV, `digits` for people; never NaN or infinite (becomes EMPTY) */
    ENT_TEXT,
    ENT_BOOL /* 0/1 */
} ent_value_type;

typedef struct ent_value {
    ent_value_type type;
    union {
        int64_t integer;
        double real;
        const char *text;
    } as;
    ent_basis basis; /* mark of a cell, where it matters */
} ent_value;

ENT_API ent_value ent_empty(void);
ENT_API ent_value ent_integer(int64_t value);
ENT_API ent_value ent_real(double value);
ENT_API ent_value ent_text(const char *value); /* NULL: empty */
ENT_API ent_value ent_bool(bool value);
ENT_API ent_value ent_based(ent_value value, ent_basis basis);

/* ---- parts -------------------------------------------------------------------------------------------- */

/* What a reader must know about a metric or column. All texts may be NULL. */
typedef struct ent_info {
    const char *label;       /* "First-year payment, Nash" */
    const char *unit;        /* "100 million KRW, 2026" */
    int digits;              /* after the point, for people; -1: as needed */
    const char *const *uses; /* case paths it rests on ("preferences.us"), for metrics */
    size_t uses_size;
} ent_info;

typedef struct ent_metric {
    const char *key;
    ent_value value;
    ent_info info;
} ent_metric;

typedef struct ent_column {
    const char *id, *label;
    const char *type; /* "integer", "number", "text", "boolean", "date" */
    const char *unit;
    int digits;
} ent_column;

typedef struct ent_table {
    const char *id, *title; /* no title (""): only there for a chart, not shown by itself */
    const char *about;      /* what it shows and how to read it, a sentence; NULL if plain */
    bool grows;             /* may grow without bound: cut at `rows` */
    ent_column *columns;
    size_t columns_size;
    ent_value *cells; /* rows_size * columns_size, by row */
    size_t rows_size;
    size_t total_rows; /* >= rows_size */
} ent_table;

/* Charts are declarative: they name columns of a table. One design draws them in report and browser. */
typedef enum ent_chart_kind {
    ENT_CHART_BARS,      /* label, y (and lo, hi); series: grouped */
    ENT_CHART_STACKED,   /* label, y, series */
    ENT_CHART_LINES,     /* x, y, series; lo, hi: a band */
    ENT_CHART_SCATTER,   /* x, y, series; label: labelled points; `joined` draws a line through a series */
    ENT_CHART_INTERVALS, /* label, lo, hi, y (the point inside); series: one row each */
    ENT_CHART_MULTIPLES, /* small multiples: as `multiple_of`, one panel for each value of `panel` */
    ENT_CHART_MATRIX,    /* label (rows), x (columns), y (value, shaded) */
    ENT_CHART_TIMELINE,  /* x (date), label, series: events on a line of time */
    /* x, y, lo: three parties' shares of one total, as a triangle whose corners are the parties: the columns have a
     * party's id or label. series, label: labelled points; the rows of the series `joined` are the corners of a region
     * (the core), those of `faint` of a lighter one (the least core, imputations), each drawn as their convex hull: a
     * point and a segment too. No marks. An empty core has no rows: say so in the subtitle. */
    ENT_CHART_TERNARY,
    /* x, y: the numbers of states; series. A row with x = y is a state, with its name as label: of the series `joined`
     * (it would last), `faint` (it would not), or of another that marks it (where things stand). All other rows are
     * moves from x to y by the party `series`. For up to about 30 states. */
    ENT_CHART_GRAPH
} ent_chart_kind;

typedef enum ent_mark_style {
    ENT_MARK_PLAIN,
    ENT_MARK_NO_DEAL,  /* dashed */
    ENT_MARK_RED_LINE, /* hatched beyond it */
    ENT_MARK_NOW,      /* as_of, an expiry: dotted */
    ENT_MARK_SOLUTION  /* a labelled point */
} ent_mark_style;

/* A line across the plot, a band (from..to) or, with both axes set, a labelled point. */
typedef struct ent_mark {
    ent_mark_style style;
    char axis;       /* 'x', 'y': a line or band; 'p': a point */
    double from, to; /* line: both equal; point: x and y; on an axis of dates days since 1970-01-01 */
    const char *label;
    const char *series; /* colours it as that party; NULL: neutral */
    const char *toward; /* red lines: "below" or "above" is excluded */
} ent_mark;

typedef struct ent_chart {
    const char *id;
    ent_chart_kind kind, multiple_of;
    const char *title;    /* the finding in words: what one sees */
    const char *subtitle; /* what is drawn: quantity, unit, period */
    const char *text;     /* for screen readers: the content in one or two sentences */
    const char *table;
    const char *x, *y, *lo, *hi, *label, *series, *panel, *basis; /* column ids; NULL if unused */
    const char *x_label, *y_label;                                /* with units */
    const char *joined; /* value of `series` that is drawn as a joined line (the frontier) */
    const char *faint;  /* value of `series` drawn as a faint cloud */
    bool from_zero;     /* y axis starts at zero even for lines */
    bool log_y;
    ent_mark *marks;
    size_t marks_size;
    const char *rest; /* "rests on ...": small print below */
} ent_chart;

typedef struct ent_note {
    ent_severity severity;
    const char *id; /* stable, such as "N-BARGAIN-0003"; NULL if none */
    const char *text;
    const char *path; /* place in the case; NULL if none */
} ent_note;

/* A series that keeps its colour and mark on every chart: the parties, in the case's order. */
typedef struct ent_actor {
    const char *id, *name;
} ent_actor;

/* Parts of a page, in reading order. */
typedef enum ent_block_kind {
    ENT_BLOCK_TEXT,    /* a paragraph; **bold** is the only markup */
    ENT_BLOCK_LEAD,    /* the line a minister reads first */
    ENT_BLOCK_ITEM,    /* a list item; neighbours make one list; `term` in bold before it if set */
    ENT_BLOCK_TABLE,   /* text: table id */
    ENT_BLOCK_CHART,   /* text: chart id */
    ENT_BLOCK_REST,    /* small print: what the conclusion rests on */
    ENT_BLOCK_WARNING, /* a limit the reader must see here */
    ENT_BLOCK_PASSAGE  /* a text of somebody else as it stands, lines kept, with places of it marked */
} ent_block_kind;

/* A marked place of a passage: bytes from 0, the end exclusive. */
typedef struct ent_span {
    size_t start, end;
    const char *mark; /* what it is, in a word of small letters: "money" */
    const char *note; /* told where one points at it; NULL: nothing */
} ent_span;

typedef struct ent_block {
    ent_block_kind kind;
    const char *term;
    const char *text;
    const ent_span *spans; /* of a passage: rising, without overlap */
    size_t spans_size;
} ent_block;

typedef struct ent_section {
    const char *id, *heading;
    bool front; /* belongs on the first page */
    bool half;  /* may stand beside its neighbour on a wide page */
    ent_block *blocks;
    size_t blocks_size;
} ent_section;

/* ---- the whole ---------------------------------------------------------------------------------------- */

/* Read the fields, write them through the builders only. */
typedef struct ent_findings {
    ent_arena *arena;
    ent_status status;
    const char *lens;     /* "bargain" */
    const char *case_id;  /* NULL: none, or several */
    const char *title;    /* of the page: the case's title */
    const char *handling; /* TLP mark on every page; NULL if none */
    const char *as_of;    /* "2024-03-21"; NULL if none */
    const char *headline; /* one sentence, the finding in words */
    uint64_t seed;
    bool partial;        /* stopped early: results so far */
    ent_metric *options; /* options it was run with (values as set), in row order */
    size_t options_size;
    ent_metric *method; /* how it came: algorithm, exactness, iterations, tolerance */
    size_t method_size;
    ent_actor *actors;
    size_t actors_size;
    ent_metric *metrics;
    size_t metrics_size;
    ent_table **tables;
    size_t tables_size;
    ent_chart **charts;
    size_t charts_size;
    ent_note *notes;
    size_t notes_size;
    ent_section **sections; /* none: renderers order the parts themselves */
    size_t sections_size;
    struct ent_findings **parts; /* findings of other lenses that a brief puts together; owned */
    size_t parts_size;
    const char **case_ids; /* where several cases are looked at together: all of them, in their order */
    size_t case_ids_size;
    size_t rows;           /* where growing tables are cut */
    size_t capacities[10]; /* private */
} ent_findings;

/* NULL when memory fails. `run` gives allocator, seed and rows; may be NULL. */
ENT_API ent_findings *ent_findings_new(const ent_run *run, const char *lens);
ENT_API void ent_findings_free(ent_findings *findings); /* NULL is legal; frees parts */
ENT_API ent_status ent_findings_status(const ent_findings *findings);

/* What case the findings are of: id, page title, handling mark (NULL: none), as_of (NULL: none). */
ENT_API void ent_findings_case(ent_findings *findings, const char *case_id, const char *title, const char *handling,
                               const char *as_of);
/* The findings are of several cases: one call a case, in their order. */
ENT_API void ent_findings_among(ent_findings *findings, const char *case_id);
/* Marks the findings as stopped early. */
ENT_API void ent_findings_partial(ent_findings *findings);
ENT_API void ent_findings_headline(ent_findings *findings, const char *format, ...) ENT_PRINTF(2, 3);
ENT_API void ent_findings_actor(ent_findings *findings, const char *id, const char *name);
ENT_API void ent_findings_option(ent_findings *findings, const char *name, ent_value value);
/* Records every field of a typed options struct. */
ENT_API void ent_findings_options(ent_findings *findings, const ent_option_row *rows, size_t size, const void *options);
ENT_API void ent_findings_method(ent_findings *findings, const char *name, ent_value value);

/* Adds a metric; a key that exists is replaced. `info` may be NULL. EMPTY values are not added. */
ENT_API void ent_findings_metric(ent_findings *findings, const char *key, ent_value value, const ent_info *info);
/* The same with a printf key. */
ENT_API void ent_findings_metricf(ent_findings *findings, ent_value value, const ent_info *info, const char *key, ...)
    ENT_PRINTF(4, 5);
ENT_API const ent_metric *ent_findings_find(const ent_findings *findings, const char *key); /* or NULL */
/* The number in a metric; `missing` where it is absent or not a number. */
ENT_API double ent_findings_number(const ent_findings *findings, const char *key, double missing);
ENT_API const char *ent_findings_text(const ent_findings *findings, const char *key); /* or NULL */

/* Starts a table; never NULL (after a failure a dummy that swallows everything). */
ENT_API ent_table *ent_findings_table(ent_findings *findings, const char *id, bool grows, const char *title, ...)
    ENT_PRINTF(4, 5);
ENT_API void ent_table_about(ent_findings *findings, ent_table *table, const char *about);
ENT_API void ent_table_column(ent_findings *findings, ent_table *table, const char *id, const char *label,
                              const char *type, const char *unit, int digits);
/* Adds a row of columns_size values; a growing table keeps the first `rows` and counts the others. */
ENT_API void ent_table_row(ent_findings *findings, ent_table *table, const ent_value *cells);
ENT_API void ent_table_total(ent_findings *findings, ent_table *table, size_t total_rows); /* when rows were skipped */
ENT_API const ent_table *ent_findings_find_table(const ent_findings *findings, const char *id); /* or NULL */
ENT_API size_t ent_table_column_index(const ent_table *table, const char *id);                  /* SIZE_MAX if none */

/* Adds a chart: copies the description with its texts; marks come by ent_chart_mark. Never NULL. */
ENT_API ent_chart *ent_findings_chart(ent_findings *findings, const ent_chart *chart);
ENT_API void ent_chart_mark(ent_findings *findings, ent_chart *chart, const ent_mark *mark);
ENT_API const ent_chart *ent_findings_find_chart(const ent_findings *findings, const char *id); /* or NULL */

ENT_API void ent_findings_note(ent_findings *findings, ent_severity severity, const char *id, const char *path,
                               const char *format, ...) ENT_PRINTF(5, 6);
/* Never NULL. */
ENT_API ent_section *ent_findings_section(ent_findings *findings, const char *id, const char *heading, bool front,
                                          bool half);
ENT_API void ent_section_block(ent_findings *findings, ent_section *section, ent_block_kind kind, const char *term,
                               const char *format, ...) ENT_PRINTF(5, 6);
/* A block of the kind PASSAGE; spans that overlap or lie outside of the text are ENT_BUG. */
ENT_API void ent_section_passage(ent_findings *findings, ent_section *section, const char *text, const ent_span *spans,
                                 size_t spans_size);
/* Takes ownership of part (also on failure). */
ENT_API void ent_findings_part(ent_findings *findings, ent_findings *part);

/* ---- renderers ---------------------------------------------------------------------------------------- */

/* Each appends to a buffer; the status is ENT_MEMORY if the buffer failed. All render, none computes. */
typedef struct ent_text_style {
    size_t width; /* of the terminal; 0: 100 */
    bool colour;  /* ANSI colours and bold */
    bool boxes;   /* Unicode rules and bars; else ASCII */
    bool notes;   /* notes at the end */
    bool front;   /* of findings with sections: those of the first page alone */
} ent_text_style;

ENT_API ent_status ent_render_text(const ent_findings *findings, const ent_text_style *style, ent_buffer *out);
/* JSON after schema/entente-findings-1.schema.json, one object, two-space indent, rows on one line each. */
ENT_API ent_status ent_render_json(const ent_findings *findings, const ent_diagnostics *diagnostics, ent_buffer *out);
/* CSV (RFC 4180, UTF-8, \n): the metrics (key, value, label, unit), or one table. ENT_USAGE: no such table. */
ENT_API ent_status ent_render_csv(const ent_findings *findings, const char *table, ent_buffer *out);
/* One self-contained page: no external address, light and dark, print-ready, charts as SVG. */
ENT_API ent_status ent_render_html(const ent_findings *findings, ent_buffer *out);
/* One chart as a standalone SVG of the given width (0: 640). ENT_USAGE: no such chart. */
ENT_API ent_status ent_render_svg(const ent_findings *findings, const char *chart, unsigned width, ent_buffer *out);
/* Diagnostics as a compiler prints them: place, severity, id, message, the line, a caret, the hint. */
ENT_API void ent_render_diagnostics(const ent_diagnostics *list, bool colour, ent_buffer *out);
/* JSON strings, for whoever writes JSON beside these. */
ENT_API void ent_json_string(ent_buffer *out, const char *text);

#ifdef __cplusplus
}
#endif

#endif

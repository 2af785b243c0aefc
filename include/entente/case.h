/* Entente: the case, the one file about a negotiation that every lens reads.
 *
 * A case is read once from YAML, checked whole (all problems at once, each with its place), and then only read.
 * What changes it (--set, chance events, samples) makes a new view of it: ent_case_with for anything, an array of
 * values by slot for numbers alone. Everything a case holds lives until ent_case_free; lists keep file order.
 * Parts of the format that later lenses read are modelled here too. docs/case.md and the JSON Schema are made
 * from the same tables that the reader checks against (src/case/).
 */
#ifndef ENTENTE_CASE_H
#define ENTENTE_CASE_H

#include <entente/base.h>
#include <entente/findings.h>
#include <entente/moves.h>
#include <entente/project.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- packages, conditions ----------------------------------------------------------------------------- */

typedef struct ent_level { /* a value of an issue as written: an option, or a number on a range */
    bool set;
    int option;        /* index of the option; ENT_NOWHERE if it is none (between steps, a continuous issue) */
    ent_number number; /* where the issue is numeric */
    const ent_node *node;
} ent_level;

typedef struct ent_choice { /* one term of a package */
    int issue;
    ent_level level;
} ent_choice;

typedef struct ent_package {
    ent_choice *choices;
    size_t size;
} ent_package;

typedef enum ent_relation { ENT_AT_MOST, ENT_AT_LEAST, ENT_ABOVE, ENT_BELOW, ENT_AMONG, ENT_NOT } ent_relation;

typedef struct ent_condition { /* about one issue; several relations of one map all hold */
    ent_relation relation;
    ent_level level;   /* for the first four */
    ent_level *levels; /* for AMONG and NOT */
    size_t levels_size;
} ent_condition;

typedef struct ent_when { /* an issue and its conditions */
    int issue;
    ent_condition *conditions;
    size_t conditions_size;
} ent_when;

typedef struct ent_set_row { /* one assignment of an overlay: a path and YAML for its value */
    const char *path, *value;
    const ent_node *node;
} ent_set_row;

typedef struct ent_sets {
    ent_set_row *rows;
    size_t size;
} ent_sets;

/* ---- the parts ---------------------------------------------------------------------------------------- */

typedef struct ent_source {
    const char *id, *title, *publisher, *address, *file, *handling;
    ent_date date;
    bool anonymous, interested;
    const char *const *sentences; /* of `file`, from sentence 1 at index 0 */
    size_t sentences_size;
    bool loaded; /* `file` was given and read */
    const ent_node *node;
} ent_source;

typedef struct ent_government {
    const char *name;
    ent_date from, to; /* `to`: none while it lasts */
} ent_government;

typedef struct ent_party {
    const char *id, *name, *kind, *mandate, *office; /* office: the chief negotiator or who speaks for it */
    const char *const *aliases;
    size_t aliases_size;
    const char *discount_per;                           /* year, round, session; NULL: year */
    int of;                                             /* the party it belongs to, or ENT_NOWHERE */
    ent_number capability, bargaining_weight, discount; /* not set: 1 */
    ent_number risk;                                    /* over the whole utility; not set: 0 */
    ent_government *governments;
    size_t governments_size;
    const ent_node *node;
} ent_party;

typedef enum ent_issue_kind {
    ENT_RANGE,      /* from, to, step */
    ENT_CONTINUOUS, /* from, to */
    ENT_SCALE,      /* ordered options, distance by rank */
    ENT_NUMBERS,    /* named options that are all numbers */
    ENT_NAMED       /* unordered */
} ent_issue_kind;

/* How an issue is decided among several parties. */
typedef struct ent_issue_decision {
    const char *rule; /* "consensus", "majority", "qualified"; NULL: not given */
    ent_number share; /* of the capability that must agree under "qualified"; not set: 2/3 */
    const int *opt_out;
    size_t opt_out_size; /* parties that may stay outside, */
    bool any_opt_out;    /* or `opt_out: true`: every party may */
    const ent_node *node;
} ent_issue_decision;

typedef struct ent_past_level { /* what a past agreement had of an issue */
    int agreement;
    ent_level level;
} ent_past_level;

typedef struct ent_issue {
    const char *id, *name, *about, *follows; /* follows: path in the ledger, such as "agreements.first" */
    const char *group;                       /* issues that are decided together; NULL: none */
    ent_issue_kind kind;
    ent_unit unit;
    ent_number from, to, step;
    const char *const *options; /* as written; ranges: NULL, use ent_issue_option */
    const ent_ratio *numbers;   /* ENT_NUMBERS: their values */
    size_t options_size;        /* 0 for continuous issues */
    bool same_table;            /* default true */
    ent_level status_quo;       /* where things stand if nothing changes; not set: not known */
    ent_issue_decision decision;
    ent_past_level *past; /* as the case codes it; what `follows` finds in the ledger is not among it */
    size_t past_size;
    const ent_node *node;
} ent_issue;

typedef enum ent_value_kind { ENT_LINEAR, ENT_PEAKED, ENT_PER_OPTION } ent_value_kind;

typedef struct ent_preference {
    int issue;
    ent_number weight;
    ent_value_kind kind;
    ent_level best, worst;    /* ENT_LINEAR */
    ent_level ideal;          /* ENT_PEAKED */
    ent_number tolerance;     /* not set: up to the farther end; on scales in ranks */
    ent_number risk;          /* not set: 0 */
    const ent_number *values; /* ENT_PER_OPTION: options_size of the issue */
    const ent_node *node;
} ent_preference;

typedef struct ent_preferences {
    int party;
    bool as_written;      /* weights are not divided by their sum */
    ent_preference *rows; /* one per issue the party cares about */
    size_t size;
    const ent_node *node;
} ent_preferences;

typedef struct ent_interaction_cell {
    int options[2]; /* of the two issues */
    ent_number value;
} ent_interaction_cell;

/* Either `add` when all of `when` holds, or (is_table) a value for each pair of options of two issues. */
typedef struct ent_interaction {
    const char *id;
    int party;
    ent_when *when;
    size_t when_size;
    ent_number add;
    bool is_table;
    int issues[2];
    ent_interaction_cell *cells; /* as written; of two for one pair the last counts; other pairs add nothing */
    size_t cells_size;
    const ent_node *node;
} ent_interaction;

typedef struct ent_position {
    const char *id;
    int party, issue;
    ent_level value; /* outside the issue's range is legal: then a number without option */
    ent_date date;
    const char *forum, *government, *status; /* opening, offer, demand, final, withdrawn */
    ent_number salience;
    const ent_provenance *provenance;
    const ent_node *node;
} ent_position;

typedef struct ent_no_deal_value {
    bool has_outcome;
    ent_package outcome; /* valued by the party's own preferences */
    ent_number utility;  /* or given outright */
    ent_number shift;    /* added */
    bool floor_worst;    /* not below the party's smallest utility */
    ent_number per_day;  /* added for each day since `from` (a loss is negative) */
} ent_no_deal_value;

typedef struct ent_no_deal_step {
    const char *id;
    ent_date from;
    ent_no_deal_value value;
    const ent_node *node;
} ent_no_deal_step;

typedef struct ent_no_deal {
    int party;
    bool has_path;
    ent_no_deal_value value; /* without a path */
    ent_no_deal_step *path;  /* by date */
    size_t path_size;
    const ent_node *node;
} ent_no_deal;

typedef struct ent_reopen {
    const char *government;
    ent_number p;
} ent_reopen;

typedef struct ent_limit {
    const char *id;
    int party;
    ent_when when; /* the issue and what must hold of it */
    const ent_provenance *provenance;
    const ent_node *node;
} ent_limit;

typedef struct ent_date_row {
    const char *id;
    const ent_date *dates; /* one, or a list (rounds) */
    size_t dates_size;
} ent_date_row;

typedef struct ent_forum {
    const char *id, *name, *mandate, *reports_to, *place;
    const int *members, *issues;
    size_t members_size, issues_size;
    bool may_settle;
    ent_date date;
    const ent_node *node;
} ent_forum;

typedef struct ent_event_outcome {
    const char *id, *name;
    ent_number p;
    ent_sets set;
} ent_event_outcome;

typedef struct ent_given { /* a condition on an earlier event or decision */
    const char *event, *outcome;
} ent_given;

typedef struct ent_event {
    const char *id, *name;
    ent_date date;
    int of;    /* party, or ENT_NOWHERE */
    int after; /* event, or ENT_NOWHERE */
    ent_given *given;
    size_t given_size;
    ent_event_outcome *outcomes;
    size_t outcomes_size;
    const ent_node *node;
} ent_event;

typedef struct ent_decision {
    const char *id, *name;
    int party;
    const char *before, *after; /* an event */
    const char *const *choices;
    size_t choices_size;
    ent_date date;
    const ent_node *node;
} ent_decision;

typedef struct ent_step {
    const char *name;
    int by; /* party, or ENT_NOWHERE */
    ent_number days;
} ent_step;

typedef struct ent_bloc {
    const char *id, *name;
    ent_number seats, discipline;
    ent_number correlation; /* between its members' breaking ranks; not set: 0 */
    int follows;            /* votes with this party's preferences, or ENT_NOWHERE */
    bool has_preferences;
    ent_preferences preferences; /* its own */
    ent_no_deal_value no_deal;
    bool has_no_deal;
    const ent_node *node;
} ent_bloc;

/* One vote on an agreement in the past. */
typedef struct ent_past_vote {
    ent_date date;
    const char *result; /* approved, refused */
    const char *what;   /* on which agreement, in words; NULL */
    const ent_provenance *provenance;
    const ent_node *node;
} ent_past_vote;

/* Votes on agreements of the same kind in the past: how many, or one by one. */
typedef struct ent_past_votes {
    ent_number approved, refused; /* how many; not set: none */
    ent_date until;               /* the day of the last of them; none: they were known on as_of */
    ent_past_vote *votes;
    size_t votes_size;
    const char *what; /* which they were, in words */
    const ent_node *node;
} ent_past_votes;

/* One body that must say yes; several stand beside each other and all must. */
typedef struct ent_ratifier {
    const char *id, *name;
    const char *kind; /* legislature, chamber, cabinet, public, court, head of state, other; NULL: not said */
    const char *rule; /* majority, two-thirds, three-fifths, qualified, unanimity, none */
    ent_number share; /* qualified: at least this share of all seats, */
    ent_number votes; /* or at least so many */
    ent_no_deal_value no_deal;
    bool has_no_deal;
    ent_bloc *blocs;
    size_t blocs_size;
    ent_past_votes past;
    bool has_past;
    const ent_node *node;
} ent_ratifier;

/* What a party's negotiators may settle now, whatever it would like: narrower under a caretaker government. */
typedef struct ent_mandate {
    ent_limit *limits; /* of the party: they bind until `until` */
    size_t limits_size;
    ent_date until; /* none: not known to end */
    const char *why;
} ent_mandate;

typedef struct ent_ratification {
    int party;
    ent_ratifier *ratifiers; /* in the short form one, with the id "vote"; none where nobody votes (rule: none) */
    size_t ratifiers_size;
    bool executive; /* rule: none: an executive agreement */
    ent_step *steps;
    size_t steps_size;
    ent_ratifier own; /* as written beside `steps`: the short form, and the no-deal and past votes of all */
    ent_mandate mandate;
    bool has_mandate;
    const ent_node *node;
} ent_ratification;

typedef struct ent_growth {
    bool set;
    bool fixed; /* `rate` percent each year */
    bool flat;  /* unchanged */
    ent_number rate;
    int series[2];         /* one, or two that are added; ENT_NOWHERE if unused */
    int lag[2];            /* the series of year t - lag */
    ent_number plus;       /* percentage points added */
    ent_number cap, floor; /* percent, on the index */
} ent_growth;

typedef struct ent_year_number {
    int year;
    ent_number value;
    ent_date known; /* none: with its series or agreement */
} ent_year_number;

typedef struct ent_override {
    int year;
    ent_number amount, growth; /* one of them */
    const char *because;
} ent_override;

typedef struct ent_part_share {
    const char *id;
    ent_number share;
} ent_part_share;

typedef struct ent_agreement {
    const char *id, *name, *about;
    int from, to; /* years */
    ent_date opened, concluded, signed_on, in_force, known;
    ent_number rounds;
    ent_number first_amount; /* first year negotiated, */
    ent_growth first_growth; /* or by rule */
    bool first_negotiated;   /* an amount, or a growth without series */
    ent_growth growth;
    ent_year_number *schedule; /* amounts fixed in advance */
    size_t schedule_size;
    ent_override *overrides;
    size_t overrides_size;
    ent_part_share *parts;
    size_t parts_size;
    ent_number round_index, round_amount; /* not set: 0.1 and 1 */
    const char *const *special;           /* rules in words */
    size_t special_size;
    ent_unit unit; /* of the amounts; where not given, the first monetary issue's */
    const ent_provenance *provenance;
    const ent_node *node;
} ent_agreement;

typedef struct ent_party_series {
    int party; /* ENT_NOWHERE: a name that is no party */
    const char *name;
    ent_year_number *values; /* year 0: undated */
    size_t size;
} ent_party_series;

typedef struct ent_series {
    const char *id, *name, *about;
    ent_unit unit;
    const char *of;          /* "denominator", "price", "exchange", ... what it is used as; NULL if plain */
    ent_year_number *values; /* by year; without `by` */
    size_t size;
    ent_party_series *rows; /* with `by: party` */
    size_t rows_size;
    const ent_node *node;
} ent_series;

typedef struct ent_commitment {
    const char *id, *what;
    const int *members;
    size_t members_size;
    ent_date date;
    bool binding;
    const ent_node *node;
} ent_commitment;

typedef struct ent_claim {
    const char *id, *says, *certainty, *state, *decided_by, *unit;
    int source, party, issue; /* ENT_NOWHERE where not given */
    uint32_t sentence;
    ent_date date;
    ent_number value, credibility;
    const char *text_value; /* where the value is no number */
    const ent_node *node;
} ent_claim;

typedef struct ent_outcome_step {
    ent_date date; /* none where it is not known */
    ent_package package;
    const char *what;
    const ent_node *node;
} ent_outcome_step;

typedef struct ent_brief_option {
    const char *lens, *name, *value;
    const ent_node *node;
} ent_brief_option;

typedef struct ent_brief_part {
    const char *lead;           /* issue the brief leads with */
    const char *const *outside; /* "not in this picture", in words */
    size_t outside_size;
    const char *const *indicators;
    size_t indicators_size;
    const char *decision;      /* the decision now, in words */
    const char *for_party;     /* whose minister reads it; NULL: neutral */
    const char *coded;         /* "hindsight", "before": when the case was coded */
    ent_brief_option *options; /* per lens */
    size_t options_size;
} ent_brief_part;

/* ---- the whole ---------------------------------------------------------------------------------------- */

#define ENT_LIST(type, name)                                                                                           \
    type *name;                                                                                                        \
    size_t name##_size

struct ent_case {
    const char *id, *title, *summary, *handling;
    const char *path; /* of the file; NULL when read from memory */
    ent_date as_of;
    ENT_LIST(ent_source, sources);
    ENT_LIST(ent_party, parties);
    ENT_LIST(ent_issue, issues);
    ENT_LIST(ent_preferences, preferences);
    ENT_LIST(ent_interaction, interactions);
    ENT_LIST(ent_position, positions);
    ENT_LIST(ent_no_deal, no_deals);
    ENT_LIST(ent_reopen, reopens);
    ENT_LIST(ent_limit, limits);
    ENT_LIST(ent_date_row, dates);
    ENT_LIST(ent_forum, forums);
    ENT_LIST(ent_event, events);
    ENT_LIST(ent_decision, decisions);
    ENT_LIST(ent_ratification, ratifications);
    ent_moves moves;
    ENT_LIST(ent_project, projects);
    ENT_LIST(ent_agreement, agreements);
    ENT_LIST(ent_series, series);
    ENT_LIST(ent_commitment, commitments);
    ENT_LIST(ent_claim, claims);
    ENT_LIST(ent_outcome_step, outcome);
    ent_brief_part brief;
    ENT_LIST(ent_slot, slots);
    ent_arena *arena;
    const ent_node *root;
    const void *private_document;
};

/* ---- reading ------------------------------------------------------------------------------------------ */

typedef struct ent_case_options {
    ent_sets set;         /* --set PATH=VALUE, applied to the document before it is read */
    ent_date as_of;       /* overrides the case's own */
    bool builtin;         /* stricter: unowned numbers give a warning */
    bool without_sources; /* do not open the sources' files (citations of sentences are then not checked) */
    bool missing_sources; /* a source's file that cannot be read is no error: the source is not `loaded` */
} ent_case_options;

/* Reads a case. All problems go to run->diagnostics; ENT_INPUT if any was an error, and then *out is NULL.
 * `options` may be NULL. */
ENT_API ent_status ent_case_read(const ent_run *run, const char *path, const ent_case_options *options, ent_case **out);
/* The same from memory; `name` stands for the file in diagnostics, sources are looked for beside it. */
ENT_API ent_status ent_case_parse(const ent_run *run, const char *name, const char *text, size_t size,
                                  const ent_case_options *options, ent_case **out);
/* A new case: the document of `base` with further assignments, read again without parsing the file again. */
ENT_API ent_status ent_case_with(const ent_run *run, const ent_case *base, const ent_case_options *options,
                                 ent_case **out);
ENT_API void ent_case_free(ent_case *entente_case); /* NULL is legal */

/* ---- looking up --------------------------------------------------------------------------------------- */

ENT_API int ent_case_party(const ent_case *entente_case, const char *id); /* index or ENT_NOWHERE */
ENT_API int ent_case_issue(const ent_case *entente_case, const char *id);
ENT_API int ent_case_source(const ent_case *entente_case, const char *id);
ENT_API int ent_case_series(const ent_case *entente_case, const char *id);
ENT_API int ent_case_agreement(const ent_case *entente_case, const char *id);
ENT_API int ent_case_event(const ent_case *entente_case, const char *id);
ENT_API const ent_preferences *ent_case_preferences(const ent_case *entente_case, int party); /* or NULL */
ENT_API const ent_no_deal *ent_case_no_deal(const ent_case *entente_case, int party);         /* or NULL */
/* The first date of an entry of `dates`; no date if there is none. */
ENT_API ent_date ent_case_date(const ent_case *entente_case, const char *id);
/* The government in office on a day; NULL if none is known. */
ENT_API const ent_government *ent_case_government(const ent_party *party, ent_date date);

/* The strictest handling mark of several cases, which a page about all of them carries; NULL if none has one. */
ENT_API const char *ent_case_handling(const ent_case *const *cases, size_t size);

/* The text of an option: as written, ranges as "1,420" without separators ("1420"). `text` may be the result. */
ENT_API const char *ent_issue_option(const ent_issue *issue, size_t option, char text[ENT_NUMBER_TEXT]);
/* The number of an option of a numeric issue; its rank on a scale; false for named options. */
ENT_API bool ent_issue_number(const ent_issue *issue, size_t option, ent_ratio *out);
/* The option with this text (exactly, or as an equal number); ENT_NOWHERE if none. */
ENT_API int ent_issue_find(const ent_issue *issue, const char *text);
/* "100 million KRW (2026)", "percent", "". */
ENT_API const char *ent_unit_text(const ent_unit *unit, ent_arena *arena);
/* Whether an option satisfies all conditions. */
ENT_API bool ent_when_holds(const ent_when *when, const ent_issue *issue, size_t option);
/* Reads "issue=option,issue=option" (a comma inside an option is written \,). Diagnoses U-CASE-0001..3. */
ENT_API ent_status ent_package_read(const ent_run *run, const ent_case *entente_case, const char *text,
                                    ent_arena *arena, ent_package *out);

/* Paths: "preferences.us.contribution.weight". */
ENT_API char *ent_case_path(const ent_case *entente_case, const ent_node *node, ent_arena *arena);
ENT_API const ent_node *ent_case_at(const ent_case *entente_case, const char *path); /* or NULL */
ENT_API ent_place ent_node_place(const ent_case *entente_case, const ent_node *node);
ENT_API const char *ent_node_text(const ent_node *node); /* of a scalar; NULL for maps and lists */
/* Calls `visit` for every slot at or below a path ("preferences.us" covers all its numbers; "" all). */
ENT_API void ent_case_slots_below(const ent_case *entente_case, const char *path,
                                  void (*visit)(void *context, const ent_slot *slot, uint32_t index), void *context);
/* Weakest basis among the slots below the paths, and how many of them are judged or unowned. */
ENT_API ent_basis ent_case_basis(const ent_case *entente_case, const char *const *paths, size_t size,
                                 size_t *judgements);
/* One draw of all uncertain numbers: values[slots_size]; certain ones keep theirs. Stream = draw. */
ENT_API void ent_case_draw(const ent_case *entente_case, uint64_t seed, uint64_t draw, double *values);
ENT_API size_t ent_case_uncertain(const ent_case *entente_case); /* how many slots carry a range */

/* ---- changing and comparing --------------------------------------------------------------------------- */

/* Changes the text of a case file at the place, everything else (comments, order, layout) kept byte for byte:
 * sets the scalar at `path` to YAML `value`, adds the key if its parent is a map, or removes it (value NULL).
 * Writes the new text to *out (release with ent_free). */
ENT_API ent_status ent_case_patch(const ent_run *run, const char *name, const char *text, size_t size, const char *path,
                                  const char *value, char **out, size_t *out_size);

typedef struct ent_change {
    const char *path;
    const char *before, *after; /* NULL: added, removed */
} ent_change;

/* What changed between two cases, path by path, in the order of the second (removed ones where they stood). */
ENT_API ent_status ent_case_compare(const ent_case *before, const ent_case *after, ent_arena *arena,
                                    ent_change **changes, size_t *size);

/* JSON Schema (draft 2020-12) of the case file, and its reference in Markdown: made from the reader's tables. */
ENT_API ent_status ent_case_schema(ent_buffer *out);
ENT_API ent_status ent_case_reference(ent_buffer *out);
/* A new case to start from, with comments; `id` and `title` filled in. kind: "minimal", "bargain", "ledger",
 * "full". ENT_USAGE for others. */
ENT_API ent_status ent_case_template(const char *kind, const char *id, const char *title, ent_buffer *out);

ENT_API extern const ent_message_row ent_case_messages[];
ENT_API extern const size_t ent_case_messages_size;

#ifdef __cplusplus
}
#endif

#endif

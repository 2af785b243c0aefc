/* What is wrong is told once, where it stands: one row a mistake. The texts follow the head of given.c, so their first
 * line is line 10. */
#include "given.h"
#include "support/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define WANTS "preferences: {a: {pay: {weight: 1, best: 0, worst: 100}}}\n"
#define RATE "series: {cpi: {unit: percent, values: {2020: 1, 2021: 2}}, won: {unit: KRW, values: {2020: 1}}}\n"
#define DEAL RATE "agreements:\n  x: {years: [2020, 2022], first: {amount: 5}}\n"
#define CHANCE "events: {e: {outcomes: {x: {p: 0.5}, y: {p: 0.5}}}}\n"
#define MOVES "moves:\n  options: {o: {party: a}, q: {party: b}}\n"
#define STATES "moves:\n  states: {s: null, t: calm}\n"
#define SHARE "projects:\n  h:\n    participants: [a]\n"

typedef struct mistake {
    const char *text, *id;
    size_t line, column;
} mistake;

static const mistake mistakes[] = {
    /* keys and values */
    {"titel: x\n", "E-CASE-0101", 10, 1},
    {"judged_by: me\n", "E-CASE-0101", 10, 1},
    {"positions: [{party: a, issue: pay}]\n", "E-CASE-0102", 10, 13},
    {"positions: {}\n", "E-CASE-0103", 10, 1},
    {"dates: {opens: {}}\n", "E-CASE-0103", 10, 9},
    {"sources: {A b: {title: x}}\n", "E-CASE-0104", 10, 11},
    {"handling: TLP:PINK\n", "E-CASE-0106", 10, 11},
    {"limits: [{id: l, party: a, issue: pay, at_most: 5}, {id: l, party: b, issue: pay, at_most: 5}]\n", "E-CASE-0107",
     10, 58},
    {"as_of: 2031-02-29\n", "E-CASE-0108", 10, 8},
    {"as_of: tomorrow\n", "E-CASE-0108", 10, 8},
    {"sources: {s: {title: x}}\nclaims: [{id: c, source: s, sentence: -1}]\n", "E-CASE-0111", 11, 39},
    {"dates: {rounds: []}\n", "E-CASE-0114", 10, 9},
    {"forums: {f: {members: [a, b, a]}}\n", "E-CASE-0115", 10, 30},
    {"series: {s: {values: {20: 1}}}\n", "E-CASE-0116", 10, 23},
    {"sources: {s: {file: /etc/passwd}}\n", "E-CASE-0117", 10, 21},
    {"sources: {s: {file: notes/../../x.md}}\n", "E-CASE-0117", 10, 21},
    {"sources: {s: {file: gone.md}}\n", "E-CASE-0117", 10, 21},
    /* preferences */
    {"preferences: {a: {pya: {weight: 1, best: 0, worst: 100}}}\n", "E-CASE-0105", 10, 19},
    {"preferences: {c: {pay: {weight: 1, best: 0, worst: 100}}}\n", "E-CASE-0105", 10, 15},
    {"preferences: {a: {say: {weight: 1, best: hihg, worst: low}}}\n", "E-CASE-0130", 10, 42},
    {"preferences: {a: {how: {weight: 1, values: {cash: 1, kind: 0, gold: 1}}}}\n", "E-CASE-0130", 10, 63},
    {"preferences: {a: {pay: {weight: 1, best: 0, worst: 101}}}\n", "E-CASE-0131", 10, 52},
    {"preferences: {a: {span: {weight: 1, ideal: 9}}}\n", "E-CASE-0131", 10, 44},
    {"preferences: {a: {how: {weight: 1, ideal: cash}}}\n", "E-CASE-0132", 10, 36},
    {"preferences: {a: {pay: {weight: 1, best: 10, worst: 10.0}}}\n", "E-CASE-0138", 10, 53},
    {"preferences: {a: {how: {weight: 1, values: {cash: 1}}}}\n", "E-CASE-0139", 10, 36},
    {"preferences: {a: {pay: {weight: 1}}}\n", "E-CASE-0141", 10, 19},
    {"preferences: {a: {pay: {weight: 1, best: 0}}}\n", "E-CASE-0141", 10, 42},
    {"preferences: {a: {pay: {weight: 1, best: 0, worst: 9, ideal: 3}}}\n", "E-CASE-0141", 10, 19},
    {"preferences: {a: {pay: {weight: 1, best: 0, worst: 9, tolerance: 3}}}\n", "E-CASE-0141", 10, 55},
    {"preferences: {a: {pay: {weight: 0, best: 0, worst: 9}, say: {weight: 0.0, ideal: low}}}\n", "E-CASE-0142", 10,
     15},
    {WANTS "interactions: [{party: b, when: {pay: 10}, add: 1}]\n", "E-CASE-0143", 11, 24},
    {WANTS "interactions: [{party: a, when: {}, add: 1}]\n", "E-CASE-0114", 11, 27},
    {WANTS "interactions: [{party: a, when: {pay: 10}}]\n", "E-CASE-0102", 11, 16},
    {WANTS "interactions: [{party: a, add: 1}]\n", "E-CASE-0102", 11, 16},
    {WANTS "interactions: [{party: a, issues: [pay, how]}]\n", "E-CASE-0102", 11, 16},
    {WANTS "interactions: [{party: a, issues: [say, how], values: {low: {cash: 1}}, add: 1, when: {pay: 10}}]\n",
     "E-CASE-0148", 11, 16},
    {WANTS "interactions: [{party: a, issues: [say], values: {low: {cash: 1}}}]\n", "E-CASE-0149", 11, 27},
    {WANTS "interactions: [{party: a, issues: [say, say], values: {low: {low: 1}}}]\n", "E-CASE-0149", 11, 41},
    {WANTS "interactions: [{party: a, issues: [say, hwo], values: {low: {cash: 1}}}]\n", "E-CASE-0105", 11, 41},
    {WANTS "interactions: [{party: a, issues: [say, how], values: {lwo: {cash: 1}}}]\n", "E-CASE-0130", 11, 56},
    {WANTS "interactions: [{party: a, issues: [say, how], values: {low: {csah: 1}}}]\n", "E-CASE-0130", 11, 62},
    {WANTS "interactions: [{party: a, issues: [say, how], values: {low: 1}}]\n", "E-CASE-0103", 11, 61},
    {WANTS "interactions: [{party: a, issues: [say, how], values: {}}]\n", "E-CASE-0114", 11, 47},
    {"limits: [{party: a, issue: pay}]\n", "E-CASE-0144", 10, 10},
    {"limits: [{party: a, issue: how, at_most: cash}]\n", "E-CASE-0132", 10, 33},
    {"no_deal: {a: {shift: 1}}\n", "E-CASE-0145", 10, 11},
    {WANTS "no_deal: {a: {utility: 1, outcome: {pay: 10}}}\n", "E-CASE-0145", 11, 11},
    {WANTS "no_deal: {a: {outcome: {pay: 105}}}\n", "E-CASE-0131", 11, 30},
    {"no_deal: {a: {outcome: {pay: 10}}}\n", "E-CASE-0143", 10, 11},
    {"no_deal: {a: {path: [{from: 2030-01-01, utility: 1}, {from: 2030-01-01, utility: 0}]}}\n", "E-CASE-0146", 10, 61},
    {"no_deal: {reopen: {oak: 0.5}}\n", "E-CASE-0153", 10, 20},
    {"dates: {rounds: [2030-02, 2030-01]}\n", "E-CASE-0146", 10, 27},
    {"dates: {opens: 2031-01-01, expires: 2030-01-01}\n", "E-CASE-0146", 10, 37},
    {"positions: [{party: a, issue: pay, value: 1, government: oak}]\n", "E-CASE-0153", 10, 58},
    /* events, forums, decisions */
    {"events: {e: {outcomes: {x: {p: 0.5}, y: {p: 0.4}}}}\n", "E-CASE-0154", 10, 14},
    {"events: {e: {outcomes: {x: {p: 1/3}, y: {p: 1/3}, z: {p: 0.3333}}}}\n", "E-CASE-0154", 10, 14},
    {"events: {e: {after: f, outcomes: {x: {p: 1}}}, f: {after: e, outcomes: {x: {p: 1}}}}\n", "E-CASE-0152", 10, 21},
    {CHANCE "decisions: {d: {party: a, before: e, after: e, choices: [x]}}\n", "E-CASE-0152", 11, 45},
    {"forums: {f: {members: [a], reports_to: f}}\n", "E-CASE-0155", 10, 40},
    {"events: {e: {given: {d: now}, outcomes: {x: {p: 1}}}}\n", "E-CASE-0156", 10, 22},
    {"events: {e: {outcomes: {x: {p: 1}}}, f: {given: {e: y}, outcomes: {x: {p: 1}}}}\n", "E-CASE-0156", 10, 53},
    {"events: {e: {date: 2031-05-01, outcomes: {x: {p: 1}}}, f: {after: e, date: 2031-04, outcomes: {x: {p: 1}}}}\n",
     "E-CASE-0157", 10, 76},
    {"events: {e: {outcomes: {x: {p: 1, set: {parties.c.name: C}}}}}\n", "E-CASE-0200", 10, 41},
    /* the ledger */
    {DEAL "  y: {years: [2022, 2023], first: {amount: 5}}\n", "E-CASE-0160", 13, 7},
    {DEAL "  y: {years: [2010, 2011], first: {amount: 5}}\n", "E-CASE-0160", 13, 7},
    {DEAL "    \n  y: {years: [2023, 2024], first: {growth: 5}, growth: {lag: 1}}\n", "E-CASE-0161", 14, 48},
    {DEAL "  y: {years: 2023, first: {growth: {series: [cpi, cpi, cpi]}}}\n", "E-CASE-0161", 13, 37},
    {DEAL "  y: {years: 2023, first: {growth: {series: cpi, cap: 1, floor: 2}}}\n", "E-CASE-0162", 13, 55},
    {DEAL "  y: {years: 2023, first: {growth: 1, amount: 2}}\n", "E-CASE-0163", 13, 20},
    {DEAL "  y: {years: [2024, 2023], first: {growth: 1}}\n", "E-CASE-0164", 13, 21},
    {DEAL "  y: {years: [2024], first: {growth: 1}}\n", "E-CASE-0164", 13, 7},
    {DEAL "  y: {years: 2023, first: {growth: 1}, parts: {p: 0.5, q: 0.6}}\n", "E-CASE-0165", 13, 40},
    {DEAL "  y: {years: 2023, first: {growth: {series: won}}}\n", "E-CASE-0166", 13, 45},
    {"agreements: {y: {years: 2023, first: {growth: 1}}}\n", "E-CASE-0167", 10, 31},
    {"agreements: {y: {years: 2023}}\n", "E-CASE-0167", 10, 14},
    {DEAL "  y: {years: 2023, first: {growth: 1}, override: {2024: {growth: 1}}}\n", "E-CASE-0168", 13, 51},
    {DEAL "  y: {years: 2023, first: {growth: 1}, signed: 2022-01-02, concluded: 2022-01-03}\n", "E-CASE-0169", 13, 48},
    {DEAL "  y: {years: 2023, first: {growth: {series: gdp}}}\n", "E-CASE-0105", 13, 45},
    /* the rest */
    {WANTS "ratification: {a: {rule: majority, blocs: {b: {seats: 3}}}}\n", "E-CASE-0170", 11, 44},
    {WANTS "ratification: {a: {rule: majority}}\n", "E-CASE-0171", 11, 26},
    {WANTS "ratification: {a: {rule: none, blocs: {b: {seats: 3, follows: a}}}}\n", "E-CASE-0171", 11, 32},
    {WANTS "ratification: {a: {rule: majority, blocs: {b: {seats: 3, follows: b}}}}\n", "E-CASE-0143", 11, 67},
    {WANTS "ratification: {a: {rule: majority, blocs: {b: {seats: 0, follows: a}}}}\n", "E-CASE-0113", 11, 55},
    {WANTS "ratification: {a: {rule: most, blocs: {b: {seats: 3, follows: a}}}}\n", "E-CASE-0106", 11, 26},
    {"outcome: [{date: 2031-01-01}]\n", "E-CASE-0172", 10, 11},
    {SHARE "    components: {c: {cost: 5, needed_by: [a, b]}}\n", "E-CASE-0180", 13, 46},
    {SHARE "    weights: {a: 1, b: 2}\n", "E-CASE-0180", 13, 21},
    {SHARE, "E-CASE-0181", 11, 3},
    {RATE SHARE "    amount: 5\n    keys: {k: {by: cpi}}\n", "E-CASE-0182", 15, 20},
    {SHARE "    amount: 5\n    keys: {k: {by: equal, ceiling: next}}\n", "E-CASE-0106", 14, 36},
    {MOVES "  priorities: {a: [\"o & \"]}\n", "E-CASE-0190", 12, 20},
    {MOVES "  priorities: {a: [\"(o | !q\"]}\n", "E-CASE-0190", 12, 20},
    {MOVES "  priorities: {a: [\"o q\"]}\n", "E-CASE-0190", 12, 20},
    {MOVES "  priorities: {a: [\"o -> z\"]}\n", "E-CASE-0191", 12, 20},
    {STATES "  moves: [{party: a, from: s, to: s}]\n", "E-CASE-0192", 12, 35},
    {STATES "  ranking: {a: [s]}\n", "E-CASE-0193", 12, 13},
    {STATES "  ranking: {a: [s, [t, s]]}\n", "E-CASE-0193", 12, 13},
    {"moves: {status_quo: {}}\n", "E-CASE-0194", 10, 1},
    {MOVES "  infeasible: [{o: true}]\n  status_quo: {o: true, q: false}\n", "E-CASE-0195", 13, 3},
    {MOVES "  infeasible: [{z: true}]\n", "E-CASE-0105", 12, 17},
    {MOVES "  infeasible: [YNN]\n", "E-CASE-0196", 12, 16},
    {MOVES "  ranking: {a: [4, --]}\n", "E-CASE-0196", 12, 17},
    {MOVES "  ranking: {a: [yes, --]}\n", "E-CASE-0196", 12, 17},
    {MOVES "  ranking: {a: [0, Y-]}\n", "E-CASE-0193", 12, 13},
    {MOVES "  ranking: {a: [0, --, 2]}\n", "E-CASE-0193", 12, 24},
    {MOVES "  ranking: {a: [0, --, N-]}\n", "E-CASE-0193", 12, 24},
    {MOVES "  ranking: {a: [\">>\", --]}\n", "E-CASE-0193", 12, 17},
    {MOVES "  utilities: {a: {YN: 1, --: 2, NN: 0}}\n", "E-CASE-0193", 12, 37},
    {MOVES "  utilities: {a: {YN: 1, NN: 0}}\n", "E-CASE-0193", 12, 15},
    {MOVES "  ranking: {a: [--]}\n  priorities: {a: [o]}\n", "E-CASE-0197", 13, 16},
    {MOVES "  together: [[a]]\n", "E-CASE-0199", 12, 14},
    {MOVES "  together: [[a, b], [b, a]]\n", "E-CASE-0199", 12, 22},
    {"moves:\n  options: {o: {party: a, one_way: true, direction: back}}\n", "E-CASE-0198", 11, 53},
    {"brief: {lead: pya}\n", "E-CASE-0105", 10, 15},
};

static void each_mistake_is_told_once(void **state) {
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        const mistake *m = &mistakes[i];
        given g = give(m->text, NULL);
        if (g.c != NULL || ent_diagnostics_size(g.diagnostics) != 1 || !said(&g, m->id, m->line, m->column)) {
            fprintf(stderr, "# expected %s at %zu:%zu for\n# %s", m->id, m->line, m->column, m->text);
            tell(&g);
            failed++;
        }
        drop(&g);
    }
    assert_int_equal(failed, 0);
}

/* Mistakes in the head itself. */
static void parties_and_issues_are_checked(void **state) {
    (void)state;
    static const struct {
        const char *rest, *id;
        size_t column;
    } rows[] = {
        {"parties: {}\n", "E-CASE-0114", 1},
        {"parties: {a: {of: b}, b: {of: a}}\n", "E-CASE-0150", 19},
        {"parties: {a: {of: c}}\n", "E-CASE-0105", 19},
        {"parties: {a: {government: [{name: x, from: 2020-01-02}, {name: y, from: 2020-01-01}]}}\n", "E-CASE-0151", 15},
        {"parties: {a: {government: [{name: x, from: 2020-01-02, to: 2020-01-01}]}}\n", "E-CASE-0151", 60},
        {"parties: {a: {discount: 1.2}}\n", "E-CASE-0113", 25},
        {"parties: {a: {bargaining_weight: 0}}\n", "E-CASE-0113", 34},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[400];
        snprintf(text, sizeof text, "entente: 1\nid: x\ntitle: X\n%s", rows[i].rest);
        given g = give_whole(text, strlen(text), NULL);
        assert_true(said(&g, rows[i].id, 4, rows[i].column));
        assert_int_equal(ent_diagnostics_size(g.diagnostics), 1);
        drop(&g);
    }
    static const struct {
        const char *issue, *id;
        size_t column;
    } issues[] = {
        {"{}", "E-CASE-0136", 10},
        {"{options: []}", "E-CASE-0136", 14},
        {"{options: [a], scale: [b]}", "E-CASE-0136", 10},
        {"{options: [a, b, a]}", "E-CASE-0135", 30},
        {"{options: [1, 1.0]}", "E-CASE-0135", 27},
        {"{options: {from: 0, to: 10, step: 3}}", "E-CASE-0134", 47},
        {"{options: {from: 0, to: 1, step: 1/3}, unit: {currency: won}}", "E-CASE-0140", 69},
        {"{options: {from: 0, to: 10, step: 0}}", "E-CASE-0113", 47},
        {"{options: {from: 0, to: 10, step: 0.000001}}", "E-CASE-0134", 47},
        {"{options: {from: 10, to: 10, step: 1}}", "E-CASE-0133", 38},
        {"{options: {from: 0, to: 9}, unit: {name: x, scale: milion}}", "E-CASE-0140", 64},
        {"{options: {from: 0, to: 9}, unit: {scale: million}}", "E-CASE-0140", 41},
    };
    for (size_t i = 0; i < sizeof issues / sizeof *issues; i++) {
        char text[400];
        snprintf(text, sizeof text, "entente: 1\nid: x\ntitle: X\nparties: {a: {name: A}}\nissues: {i: %s}\n",
                 issues[i].issue);
        given g = give_whole(text, strlen(text), NULL);
        assert_true(said(&g, issues[i].id, 5, issues[i].column));
        assert_int_equal(ent_diagnostics_size(g.diagnostics), 1);
        drop(&g);
    }
}

static void all_problems_are_told_in_one_run(void **state) {
    (void)state;
    given g =
        give("as_of: 2031-13-01\nlimits: [{party: z, issue: pay, at_most: 5}]\n"
             "preferences: {a: {pay: {weight: -1, best: 0, worst: 200}, say: {wieght: 1, best: hi, worst: low}}}\n",
             NULL);
    static const char *const ids[] = {"E-CASE-0108", "E-CASE-0105", "E-CASE-0112",
                                      "E-CASE-0131", "E-CASE-0101", "E-CASE-0130"};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        assert_true(said(&g, ids[i], 0, 0));
    assert_int_equal(ent_diagnostics_size(g.diagnostics), sizeof ids / sizeof *ids);
    drop(&g);
}

static void hints_name_what_was_meant(void **state) {
    (void)state;
    static const struct {
        const char *text, *hint;
    } rows[] = {
        {"prefrences: {}\n", "did you mean 'preferences'?"},
        {"events: {e: {outcomes: {x: {p: 1/3}, y: {p: 0.5}}}}\n", "with the others as they stand, 'y' should be 2/3"},
        {"preferences: {a: {say: {weight: 1, best: midle, worst: low}}}\n", "did you mean 'middle'?"},
        {"preferences: {a: {pay: {weight: 1, best: high, worst: 0}}}\n",
         "a number is a decimal (0.35, 1e6) or a fraction (20/30)"},
        {"handling: green\n", "one of: TLP:CLEAR, TLP:GREEN, TLP:AMBER, TLP:AMBER+STRICT, TLP:RED"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        given g = give(rows[i].text, NULL);
        assert_int_equal(ent_diagnostics_size(g.diagnostics), 1);
        assert_string_equal(ent_diagnostics_at(g.diagnostics, 0)->hint, rows[i].hint);
        drop(&g);
    }
}

static void stretches_without_slope_warn(void **state) {
    (void)state;
    static const char text[] = "preferences: {a: {pay: {weight: 1, best: 0, worst: 50}}}\n";
    given g = give(text, NULL);
    assert_non_null(g.c);
    assert_true(said(&g, "W-CASE-0401", 10, 52));
    drop(&g);
    char limited[200];
    snprintf(limited, sizeof limited, "%slimits: [{party: a, issue: pay, at_most: 55}]\n", text);
    g = give(limited, NULL); /* 60 and more cannot be agreed */
    assert_int_equal(ent_diagnostics_size(g.diagnostics), 0);
    drop(&g);
    g = give("preferences: {a: {say: {weight: 1, best: low, worst: middle}, how: {weight: 1, values: {cash: 1.5, kind: "
             "0}}}}\n",
             NULL);
    assert_true(said(&g, "W-CASE-0401", 10, 54) && said(&g, "W-CASE-0403", 10, 95));
    drop(&g);
}

/* ---- notes ---- */

static void note(const char *content, size_t size, const char *id, size_t line, size_t sentences) {
    char folder[] = "/tmp/entente-notes-XXXXXX", path[64], name[64];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/n.md", folder);
    snprintf(name, sizeof name, "%s/case.yaml", folder);
    assert_int_equal(ent_file_write(path, content, size, NULL), ENT_OK);
    static const char text[] = "entente: 1\nid: x\ntitle: X\nparties: {a: {name: A}}\n"
                               "sources: {s: {title: S, file: n.md}}\n";
    ent_diagnostics *diagnostics = ent_diagnostics_new(ent_allocator_default(), 100);
    const ent_run run = {.diagnostics = diagnostics};
    ent_case *c = NULL;
    ent_case_parse(&run, name, text, sizeof text - 1, NULL, &c);
    if (id == NULL) {
        assert_non_null(c);
        assert_int_equal(c->sources[0].sentences_size, sentences);
    } else {
        assert_null(c);
        const ent_diagnostic *d = ent_diagnostics_at(diagnostics, 0);
        assert_string_equal(d->id, id);
        assert_string_equal(d->place.file, path);
        assert_int_equal(d->place.line, line);
    }
    ent_case_free(c);
    ent_diagnostics_free(diagnostics);
    unlink(path);
    rmdir(folder);
}

static void notes_are_read_sentence_by_sentence(void **state) {
    (void)state;
#define NOTE(text, id, line, sentences) note(text, sizeof(text) - 1, id, line, sentences)
    NOTE("# Title\nsome words before\n\n1. One.\n2) Two,\n   that goes on.\n\n## More\n3. Three.\r\n", NULL, 0, 3);
    NOTE("\xef\xbb\xbf"
         "1. One",
         NULL, 0, 1);
    NOTE("", NULL, 0, 0);
    NOTE("1. One.\n3. Three.\n", "E-CASE-0119", 2, 0);
    NOTE("1. One.\n1. Again.\n", "E-CASE-0119", 2, 0);
    NOTE("2. Two.\n", "E-CASE-0119", 1, 0);
    NOTE("1. One.\nTwo.\n", "E-CASE-0119", 2, 0);
    NOTE("1. \xff\n", "E-CASE-0118", 1, 0);
    NOTE("1. a\0b\n", "E-CASE-0118", 1, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_mistake_is_told_once),        cmocka_unit_test(parties_and_issues_are_checked),
        cmocka_unit_test(all_problems_are_told_in_one_run), cmocka_unit_test(hints_name_what_was_meant),
        cmocka_unit_test(stretches_without_slope_warn),     cmocka_unit_test(notes_are_read_sentence_by_sentence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

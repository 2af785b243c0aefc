/* The light look once more as attributes. Browsers take the style sheet, which outranks them; WeasyPrint, office
 * programs and others that know neither custom properties nor a page's style sheet inside its drawings take these. */
#include "findings/style.h"

#include <string.h>

enum { FILL, STROKE, WIDTH, DASH, CAP, OPACITY, SIZE, WEIGHT, ATTRIBUTES };

static const char *const names[ATTRIBUTES] = {"fill",           "stroke",  "stroke-width", "stroke-dasharray",
                                              "stroke-linecap", "opacity", "font-size",    "font-weight"};

/* "@" stands for the element's own colour. */
typedef struct plain_row {
    const char *class;
    const char *values[ATTRIBUTES];
} plain_row;

/* In the order of the style sheet: later rows outrank earlier ones. */
static const plain_row rows[] = {
    {"paper", {[FILL] = "#fff"}},
    {"h1", {[SIZE] = "17", [WEIGHT] = "bold"}},
    {"h2", {[FILL] = "#54616c"}},
    {"t", {[FILL] = "#54616c", [SIZE] = "12"}},
    {"c", {[SIZE] = "12"}},
    {"lb", {[FILL] = "#16202a", [WEIGHT] = "bold"}},
    {"f", {[FILL] = "@"}},
    {"g", {[STROKE] = "#dde3e7"}},
    {"z", {[STROKE] = "#9aa5ad"}},
    {"ld", {[STROKE] = "#9aa5ad"}},
    {"wh", {[STROKE] = "#16202a", [WIDTH] = "1.4"}},
    {"mk", {[FILL] = "@", [STROKE] = "@", [WIDTH] = "1.6"}},
    {"o", {[FILL] = "#fff"}},
    {"h", {[STROKE] = "none"}},
    {"sol", {[STROKE] = "#0b6e6e", [WIDTH] = "2.6", [FILL] = "#fff"}},
    {"np", {[STROKE] = "#54616c", [FILL] = "#fff"}},
    {"ml", {[STROKE] = "#9aa5ad"}},
    {"nd", {[STROKE] = "#54616c", [WIDTH] = "1.5", [DASH] = "6 4"}},
    {"now", {[STROKE] = "#54616c", [WIDTH] = "1.5", [DASH] = "1.5 3.5", [CAP] = "round"}},
    {"rl", {[STROKE] = "#54616c", [WIDTH] = "2"}},
    {"hl", {[STROKE] = "#54616c", [WIDTH] = "1.3", [OPACITY] = ".45", [FILL] = "none"}},
    {"band", {[FILL] = "@", [OPACITY] = ".15"}},
    {"zone", {[FILL] = "#0b6e6e", [OPACITY] = ".12"}},
    {"fr", {[FILL] = "none", [STROKE] = "#16202a", [WIDTH] = "2"}},
    {"cl", {[FILL] = "none", [STROKE] = "@", [WIDTH] = "3", [CAP] = "round", [OPACITY] = ".34"}},
    {"many", {[OPACITY] = ".7"}},
    {"ln", {[FILL] = "none", [STROKE] = "@", [WIDTH] = "2.2"}},
    {"fa", {[OPACITY] = ".4", [WIDTH] = "1.5"}},
    {"dt", {[DASH] = "1.5 4.5", [CAP] = "round"}},
    {"bar", {[FILL] = "@"}},
    {"bo", {[FILL] = "#fff", [STROKE] = "@", [WIDTH] = "1.5"}},
    {"in", {[FILL] = "#fff", [STROKE] = "none"}},
    {"iv", {[FILL] = "@", [OPACITY] = ".28"}},
    {"mx", {[FILL] = "#0b6e6e"}},
    {"mn", {[FILL] = "#ad4308"}},
    {"me", {[FILL] = "none", [STROKE] = "#dde3e7"}},
    {"s0", {[OPACITY] = ".05"}},
    {"s1", {[OPACITY] = ".11"}},
    {"s2", {[OPACITY] = ".17"}},
    {"s3", {[OPACITY] = ".23"}},
    {"s4", {[OPACITY] = ".29"}},
    {"s5", {[OPACITY] = ".35"}},
    {"s6", {[OPACITY] = ".41"}},
    {"s7", {[OPACITY] = ".47"}},
    {"s8", {[OPACITY] = ".54"}},
};

static const struct {
    const char *class, *colour;
} colours[] = {
    {"p0", "#0b62a8"}, {"p1", "#ad4308"}, {"p2", "#00805f"}, {"p3", "#a3407a"}, {"p4", "#a87b00"}, {"p5", "#2b8cb8"},
    {"p6", "#3c4046"}, {"p7", "#6b3a1c"}, {"q0", "#0b6e6e"}, {"q1", "#5b6c7a"}, {"q2", "#8a6fb0"}, {"q3", "#7d8c2a"},
    {"q4", "#c0705a"}, {"q5", "#3f5f8f"}, {"qi", "#16202a"}, {"qf", "#54616c"},
};

static bool has_class(const char *classes, const char *name) {
    size_t length = strlen(name);
    for (const char *at = strstr(classes, name); at != NULL; at = strstr(at + 1, name)) {
        if ((at == classes || at[-1] == ' ') && (at[length] == '\0' || at[length] == ' ')) return true;
    }
    return false;
}

void ent_style_write_plain(ent_buffer *out, const char *classes) {
    const char *values[ATTRIBUTES] = {NULL}, *own = "#16202a";
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (!has_class(classes, rows[i].class)) continue;
        for (size_t j = 0; j < ATTRIBUTES; j++) {
            if (rows[i].values[j] != NULL) values[j] = rows[i].values[j];
        }
    }
    for (size_t i = 0; i < sizeof colours / sizeof colours[0]; i++) {
        if (has_class(classes, colours[i].class)) own = colours[i].colour;
    }
    /* a mark in a party's colour takes it as stroke, whatever its kind */
    bool mark = has_class(classes, "f") && (has_class(classes, "ml") || has_class(classes, "mk"));
    if (mark) values[STROKE] = "@";
    if (mark && has_class(classes, "mk")) values[FILL] = "#fff";
    for (size_t i = 0; i < ATTRIBUTES; i++) {
        if (values[i] == NULL) continue;
        ent_buffer_printf(out, " %s=\"%s\"", names[i], strcmp(values[i], "@") == 0 ? own : values[i]);
    }
}

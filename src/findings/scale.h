/* Scales: from values to places on a page, with ticks that a reader expects. Pure functions, no allocation. */
#ifndef ENTENTE_FINDINGS_SCALE_H
#define ENTENTE_FINDINGS_SCALE_H

#include <entente/base.h>

typedef enum ent_axis_type {
    ENT_AXIS_NUMBER,
    ENT_AXIS_YEAR,    /* whole numbers that are years: no thousands separator, whole steps */
    ENT_AXIS_DATE,    /* days since 1970-01-01 */
    ENT_AXIS_CATEGORY /* 0 .. n-1, labelled by the caller */
} ent_axis_type;

enum { ENT_SCALE_TEXT = 64, ENT_TICKS_MOST = 24 };

typedef struct ent_tick {
    double value;
    char text[ENT_SCALE_TEXT];
} ent_tick;

typedef struct ent_scale {
    ent_axis_type type;
    bool log;
    double low, high; /* the domain, low < high */
    double from, to;  /* where the domain's ends lie; `to` may be smaller than `from` */
    ent_tick ticks[ENT_TICKS_MOST];
    size_t ticks_size;
    double factor;               /* tick texts show value / factor */
    char suffix[ENT_SCALE_TEXT]; /* what the factor is called: "million", or empty */
} ent_scale;

/* What a scale is asked to show. */
typedef struct ent_scale_wish {
    ent_axis_type type;
    double low, high; /* of the data; need not be ordered, finite or different */
    double from, to;
    size_t most; /* about how many ticks fit */
    int digits;  /* no tick shows more; -1: as needed */
    bool zero;   /* the domain includes zero */
    bool log;    /* logarithmic where the data are positive */
    bool nice;   /* the domain ends on ticks */
} ent_scale_wish;

/* Makes a scale: steps of 1, 2, 2.5 or 5 times a power of ten, calendar steps for years and dates. */
void ent_scale_make(ent_scale *scale, const ent_scale_wish *wish);
/* The place of a value; values beyond the domain lie beyond the ends. */
double ent_scale_at(const ent_scale *scale, double value);
/* The same, held inside the domain. */
double ent_scale_held(const ent_scale *scale, double value);

/* A number for people: thousands separated, `digits` after the point (-1: four significant ones at most), a true
 * minus sign when `minus` is set. */
const char *ent_show_number(char text[ENT_SCALE_TEXT], double value, int digits, bool minus);
/* A factor that keeps numbers of this size readable, with its name: 1e6 and "million". */
double ent_scale_factor(double size, char name[ENT_SCALE_TEXT]);

#endif

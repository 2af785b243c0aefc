/* What options are worth to a party, exactly. Private to src/case/export. */
#ifndef ENTENTE_CASE_EXPORT_WORTH_H
#define ENTENTE_CASE_EXPORT_WORTH_H

#include <entente/case.h>

/* The value of an option of an issue: from 0 to 1, or as written. False where it is no exact fraction of 64 bits. */
bool worth_option(const ent_issue *issue, const ent_preference *row, size_t option, ent_ratio *out);
/* The value of a level, which may lie between steps or on a continuous issue. */
bool worth_level(const ent_issue *issue, const ent_preference *row, const ent_level *level, ent_ratio *out);
/* The place of a level: its number, or its rank on a scale. */
bool worth_place(const ent_issue *issue, const ent_level *level, ent_ratio *out);
/* How far from the ideal the value reaches 0. */
bool worth_tolerance(const ent_issue *issue, const ent_preference *row, ent_ratio *out);

/* The line slope * k + offset, kept within 0 and 1, whose k-th value is that of option k (from 0) of a range; false
 * where the values are no such line. */
bool worth_line(const ent_issue *issue, const ent_preference *row, ent_ratio *slope, ent_ratio *offset);

#endif

/* Cases for the tests of the ledger: read from text or file, with a date. */
#ifndef ENTENTE_TESTS_LEDGER_CASE_H
#define ENTENTE_TESTS_LEDGER_CASE_H

#include "lens/ledger/ledger.h"

/* NULL (with the diagnostics on stderr) where it does not read. as_of NULL: the case's own. */
ent_case *ledger_case_parse(const char *text, const char *as_of);
ent_case *ledger_case_read(const char *path, const char *as_of);
/* Options with their defaults. */
ent_ledger_options ledger_options(void);
/* The payments of a case, in an arena to be freed; asserts that they build. */
ent_ledger ledger_of(const ent_case *entente_case, ent_arena *arena);
/* The amount of a year as text: "14028", "1/3", "-" where missing, "none" without agreement or year. */
const char *ledger_text(const ent_ledger *ledger, int year, char text[64]);

#endif

/* cmocka with the headers it wants before it, in an order that sorting of includes cannot change. */
#ifndef ENTENTE_TESTS_UNIT_H
#define ENTENTE_TESTS_UNIT_H

/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#endif

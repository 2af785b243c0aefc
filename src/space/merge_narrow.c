/* The merge in 64-bit arithmetic: for spaces whose sums stay below 2^61. */
#include "space/plan.h"

#include <stdlib.h>
#include <string.h>

#define ENT_INT int64_t
#define ENT_NAME(name) narrow_##name
#define ENT_MERGE ent_merge_narrow
#include "space/maxima_kernel.h"
#include "space/merge_kernel.h"

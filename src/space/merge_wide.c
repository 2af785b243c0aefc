/* The merge in 128-bit arithmetic. */
#include "space/plan.h"

#include <stdlib.h>
#include <string.h>

#define ENT_INT ent_wide
#define ENT_NAME(name) wide_##name
#define ENT_MERGE ent_merge_wide
#include "space/maxima_kernel.h"
#include "space/merge_kernel.h"

/* The search of linked issues in 64-bit arithmetic: for spaces whose sums stay below 2^61. */
#include "space/cluster.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#define ENT_INT int64_t
#define ENT_NAME(name) search_narrow_##name
#define ENT_SEARCH ent_cluster_narrow
#include "space/maxima_kernel.h"

#include "space/archive_kernel.h"

#include "space/search_kernel.h"

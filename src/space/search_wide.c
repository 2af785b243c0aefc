/* The search of linked issues in 128-bit arithmetic. */
#include "space/cluster.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#define ENT_INT ent_wide
#define ENT_NAME(name) search_wide_##name
#define ENT_SEARCH ent_cluster_wide
#include "space/maxima_kernel.h"

#include "space/archive_kernel.h"

#include "space/search_kernel.h"

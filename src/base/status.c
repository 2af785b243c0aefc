/* Names and exit codes of statuses. */
#include <entente/base.h>

static const struct {
    const char *name;
    int exit_code;
} statuses[] = {
    [ENT_OK] = {"ok", 0},
    [ENT_INPUT] = {"input", 1},
    [ENT_USAGE] = {"usage", 2},
    [ENT_MEMORY] = {"memory", 3},
    [ENT_LIMIT] = {"limit", 3},
    [ENT_IO] = {"io", 3},
    [ENT_CANCELLED] = {"cancelled", 130},
    [ENT_BUG] = {"bug", 70},
};

const char *ent_status_name(ent_status status) {
    return (size_t)status < sizeof statuses / sizeof *statuses ? statuses[status].name : "bug";
}

int ent_exit_code(ent_status status) {
    return (size_t)status < sizeof statuses / sizeof *statuses ? statuses[status].exit_code : 70;
}

/* Any bytes as a game: lines of coalitions, a table as JSON, a kind with its inputs. The first byte picks options. */
#include "import.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const missing[] = {NULL, "zero", "cover", "error"};
    static const char *const kinds[] = {NULL, NULL, "cost", "value"};
    if (size == 0) return 0;
    const ent_import_options options = {.missing = missing[data[0] & 3], .kind = kinds[data[0] >> 2 & 3]};
    fuzz_import_with("game", &options, data + 1, size - 1);
    return 0;
}

/* Any bytes as a domain and profiles of GeniusWeb. */
#include "import.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_import("geniusweb", NULL, data, size);
    return 0;
}

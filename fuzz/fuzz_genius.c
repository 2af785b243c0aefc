/* Any bytes as a domain and profiles of GENIUS. */
#include "import.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_import("genius", size % 2 == 0 ? "genius" : "raw", data, size);
    return 0;
}

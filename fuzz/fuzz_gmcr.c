/* Any bytes as a conflict of gmcr-py. */
#include "import.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_import("gmcr", NULL, data, size);
    return 0;
}

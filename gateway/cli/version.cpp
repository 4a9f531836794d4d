#include "gateway/cli/version.hpp"

namespace weighbridge {

std::string_view version() {
  return WEIGHBRIDGE_VERSION;
}

}  // namespace weighbridge

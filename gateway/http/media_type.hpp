// Media types in header fields (RFC 9110, 8.3 and 12.5.1).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gateway/http/message.hpp"

namespace weighbridge::http {

/// Whether both are the same, whatever the case of their letters (ASCII).
bool same_word(std::string_view a, std::string_view b);

/// Whether the type in `content_type`, without its parameters, is one of `types`.
bool is_one_of(std::string_view content_type, const std::vector<std::string>& types);

/// Whether the Accept fields take one of `types`; without such a field everything is taken.
/// problem+json is always given where it is needed.
bool accepts_one_of(const Fields& fields, const std::vector<std::string>& types);

}  // namespace weighbridge::http

// Parts of URLs.
#pragma once

#include <optional>
#include <string>

namespace weighbridge::curl {

/// `text` as one part of a path, or as the value of a parameter.
std::string url_escaped(const std::string& text);

/// `url` with `name=value` in its query, both escaped; a parameter of that name is replaced.
std::string with_parameter(const std::string& url, const std::string& name,
                           const std::string& value);

/// Where `link`, found at `base`, leads: an absolute address, or one relative to the host or folder
/// of `base`. Nothing when it leads to another host, port or scheme: what we know is for one
/// server.
std::optional<std::string> same_origin(const std::string& base, const std::string& link);

}  // namespace weighbridge::curl

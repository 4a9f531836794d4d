// A password or token that is kept outside of the configuration: in a file or in the environment.
#pragma once

#include <optional>
#include <string>

namespace weighbridge::curl {

/// Where a secret is. It is read each time it is used, so that a new one needs no restart.
struct Secret {
  std::string file;         ///< its first line
  std::string environment;  ///< or the variable that holds it

  bool empty() const { return file.empty() && environment.empty(); }
  /// Where it is kept, for a mistake; never the secret.
  std::string where() const;
  /// Nothing when it is not there or empty.
  std::optional<std::string> read() const;
  bool operator==(const Secret&) const = default;
};

}  // namespace weighbridge::curl

// The gateway put together: store → intake → worker → outbox → channels → server.
#pragma once

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "gateway/http/settings.hpp"
#include "gateway/operate/log.hpp"
#include "gateway/serve/settings.hpp"

namespace weighbridge::serve {

/// Partners, maps or policy hold mistakes.
struct ConfigurationErrors : std::runtime_error {
  explicit ConfigurationErrors(std::vector<TableError> found)
      : std::runtime_error("the configuration holds mistakes"), errors(std::move(found)) {}
  std::vector<TableError> errors;
};

class Gateway {
 public:
  /// Opens the store and reads the configuration. `log` must outlive it. Throws
  /// ConfigurationErrors, store::StoreError and std::system_error.
  Gateway(const Settings& settings, operate::Log& log);
  Gateway(const Gateway&) = delete;
  Gateway& operator=(const Gateway&) = delete;
  ~Gateway();

  /// Serves from here on. Throws http::StartError.
  void start();
  /// Where it listens.
  std::vector<http::Endpoint> endpoints() const;
  /// While nobody can sign in: the address of a new one-time link with which the first
  /// administrator sets a password. Links given before hold no more.
  std::optional<std::string> first_link();
  /// Reads partners, maps and policy again. With mistakes in them the old ones stay, whole, and the
  /// log tells. From one thread.
  void reload();
  /// Takes nothing new, finishes what is under way, ends.
  void stop();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace weighbridge::serve

// What the gateway says while it runs: one JSON object a line on standard error. Names and counts,
// never payloads or secrets.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string_view>
#include <variant>

namespace weighbridge::operate {

enum class Level : std::uint8_t { debug, info, warning, error };

/// "debug", "info", "warning", "error".
std::string_view to_string_view(Level level);

struct LogField {
  std::string_view name;
  std::variant<std::string_view, std::int64_t, std::uint64_t> value;
};

/// Used by all threads at once.
class Log {
 public:
  virtual ~Log() = default;
  /// `event` is a fixed name such as "http.request"; what varies is in `fields`.
  virtual void write(Level level, std::string_view event,
                     std::initializer_list<LogField> fields = {}) = 0;

  void debug(std::string_view event, std::initializer_list<LogField> fields = {}) {
    write(Level::debug, event, fields);
  }
  void info(std::string_view event, std::initializer_list<LogField> fields = {}) {
    write(Level::info, event, fields);
  }
  void warning(std::string_view event, std::initializer_list<LogField> fields = {}) {
    write(Level::warning, event, fields);
  }
  void error(std::string_view event, std::initializer_list<LogField> fields = {}) {
    write(Level::error, event, fields);
  }
};

/// Writes to standard error what is at least `level`. Longer values are cut at 1,000 bytes.
std::unique_ptr<Log> log_to_stderr(Level level);

/// Says nothing.
class SilentLog final : public Log {
 public:
  void write(Level, std::string_view, std::initializer_list<LogField>) override {}
};

}  // namespace weighbridge::operate

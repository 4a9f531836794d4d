#include "gateway/operate/log.hpp"

#include <array>
#include <chrono>
#include <string>
#include <utility>

#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>

#include "parsers/json/writer.hpp"

namespace weighbridge::operate {
namespace {

constexpr std::size_t kValueBytesMax = 1000;

struct Step {
  Level level;
  spdlog::level::level_enum spdlog;
  std::string_view name;
};
constexpr std::array kSteps{Step{Level::debug, spdlog::level::debug, "debug"},
                            Step{Level::info, spdlog::level::info, "info"},
                            Step{Level::warning, spdlog::level::warn, "warning"},
                            Step{Level::error, spdlog::level::err, "error"}};

const Step& step_of(Level level) {
  return kSteps.at(static_cast<std::size_t>(level));
}

/// RFC 3339 in UTC with milliseconds.
std::string timestamp(spdlog::log_clock::time_point at) {
  using namespace std::chrono;
  const auto ms = floor<milliseconds>(at);
  const auto day = floor<days>(ms);
  const year_month_day date(day);
  const hh_mm_ss time(ms - day);
  std::array<char, 32> text{};
  const int n = std::snprintf(
      text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ",
      static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
      static_cast<unsigned>(date.day()), static_cast<int>(time.hours().count()),
      static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()),
      static_cast<int>(time.subseconds().count()));
  return {text.data(), static_cast<std::size_t>(n)};
}

/// The message is the rest of the object already: spdlog's own patterns would not escape it.
class JsonFormatter final : public spdlog::formatter {
 public:
  void format(const spdlog::details::log_msg& message, spdlog::memory_buf_t& out) override {
    std::string_view level = "info";
    for (const Step& step : kSteps)
      if (step.spdlog == message.level) level = step.name;
    const std::string head =
        "{\"at\":\"" + timestamp(message.time) + "\",\"level\":\"" + std::string(level) + "\",";
    out.append(head.data(), head.data() + head.size());
    out.append(message.payload.data(), message.payload.data() + message.payload.size());
    out.push_back('\n');
  }
  std::unique_ptr<spdlog::formatter> clone() const override {
    return std::make_unique<JsonFormatter>();
  }
};

class StderrLog final : public Log {
 public:
  explicit StderrLog(Level level)
      : logger_("weighbridge", std::make_shared<spdlog::sinks::stderr_sink_mt>()) {
    logger_.set_formatter(std::make_unique<JsonFormatter>());
    logger_.set_level(step_of(level).spdlog);
    logger_.flush_on(spdlog::level::debug);
  }

  void write(Level level, std::string_view event, std::initializer_list<LogField> fields) override {
    const auto step = step_of(level).spdlog;
    if (!logger_.should_log(step)) return;
    std::string text = "\"event\":";
    json::append_string(text, event);
    for (const LogField& field : fields) append(text, field);
    text += '}';
    logger_.log(step, spdlog::string_view_t(text.data(), text.size()));
  }

 private:
  static void append(std::string& text, const LogField& field) {
    text += ',';
    json::append_string(text, field.name);
    text += ':';
    if (const auto* words = std::get_if<std::string_view>(&field.value))
      json::append_string(text, words->substr(0, kValueBytesMax));
    else if (const auto* number = std::get_if<std::int64_t>(&field.value))
      text += std::to_string(*number);
    else
      text += std::to_string(std::get<std::uint64_t>(field.value));
  }

  spdlog::logger logger_;
};

}  // namespace

std::string_view to_string_view(Level level) {
  return step_of(level).name;
}

std::unique_ptr<Log> log_to_stderr(Level level) {
  return std::make_unique<StderrLog>(level);
}

}  // namespace weighbridge::operate

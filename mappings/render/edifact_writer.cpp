#include "mappings/render/edifact_writer.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "parsers/utf8.hpp"

namespace weighbridge {

namespace {

std::string two_digits(unsigned value) {
  return {static_cast<char>('0' + value / 10 % 10), static_cast<char>('0' + value % 10)};
}

bool is_ascii(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return (c & 0x80) != 0; });
}

}  // namespace

EdifactWriter& EdifactWriter::part(char separator, std::string_view value) {
  // Empty components at the end of a composite are left out.
  while (separator == '+' && out_.size() > kept_ && out_.back() == ':') out_.pop_back();
  out_ += separator;
  for (const char c : value) {
    const bool separates = c == '+' || c == ':' || c == '\'' || c == '?' || c == '*';
    if (separates && c != '*') out_ += '?';
    const bool control = (c >= 0 && c < ' ') || c == 0x7F;
    // An asterisk repeats an element from syntax 4 on, and cannot be released before.
    out_ += control || c == '*' ? ' ' : c;
  }
  if (!value.empty()) kept_ = out_.size();
  return *this;
}

void EdifactWriter::end() {
  if (!open_) return;
  open_ = false;
  out_.resize(kept_);
  out_ += '\'';
}

std::string edifact_date(Date day) {
  const std::chrono::year_month_day date{day};
  const auto year = static_cast<unsigned>(static_cast<int>(date.year()));
  return two_digits(year / 100) + two_digits(year % 100) +
         two_digits(static_cast<unsigned>(date.month())) +
         two_digits(static_cast<unsigned>(date.day()));
}

std::string edifact_minute(Instant time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const auto minutes =
      static_cast<unsigned>(std::chrono::floor<std::chrono::minutes>(time - day).count());
  return edifact_date(day) + two_digits(minutes / 60) + two_digits(minutes % 60);
}

std::string_view cut_to(std::string_view text, std::size_t characters) {
  std::size_t at = 0;
  for (std::size_t n = 0; n < characters && at < text.size(); ++n)
    at += std::max<std::size_t>(1, utf8_sequence_length(text.substr(at)));
  return text.substr(0, at);
}

std::string edifact_interchange(const EdifactParties& parties, const EdifactStamp& stamp,
                                std::string_view identifier, std::string_view body,
                                std::uint32_t segments) {
  const std::string reference = std::to_string(stamp.control);
  const std::string minute = edifact_minute(stamp.time.value_or(Instant{}));
  const bool wide = !is_ascii(body);
  std::string out;
  EdifactWriter writer(out);
  writer.begin("UNB").element(wide ? "UNOW" : "UNOC").component(wide ? "4" : "3");
  writer.element(parties.sender).component(parties.sender_qualifier);
  writer.element(parties.receiver).component(parties.receiver_qualifier);
  writer.element(minute.substr(wide ? 0 : 2, wide ? 8 : 6)).component(minute.substr(8));
  writer.element(reference);
  if (stamp.test) writer.element("").element("").element("").element("").element("").element("1");
  writer.begin("UNH").element("1");
  bool first = true;
  for (std::string_view rest = identifier; !rest.empty(); first = false) {
    const std::string_view one = rest.substr(0, rest.find(':'));
    if (first)
      writer.element(one);
    else
      writer.component(one);
    rest.remove_prefix(std::min(one.size() + 1, rest.size()));
  }
  writer.end();
  out += body;
  EdifactWriter trailer(out);
  trailer.begin("UNT").element(std::to_string(segments + 2)).element("1");
  trailer.begin("UNZ").element("1").element(reference).end();
  return out;
}

}  // namespace weighbridge

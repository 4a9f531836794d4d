#include "tests/parsers/edifact/reading.hpp"

#include <algorithm>

#include "config/embedded.hpp"
#include "parsers/byte_source.hpp"

namespace weighbridge::edifact {

namespace {

class PiecewiseSource final : public ByteSource {
 public:
  PiecewiseSource(std::string_view text, std::size_t piece) : memory_(text), piece_(piece) {}
  std::size_t read(std::span<char> room) override {
    return memory_.read(room.first(std::min(room.size(), piece_)));
  }

 private:
  MemorySource memory_;
  std::size_t piece_;
};

const edi::Dictionaries& directories() {
  static const edi::Dictionaries all = [] {
    std::vector<edi::DictionaryText> texts;
    for (const EmbeddedFile& file : embedded_files())
      if (file.path.starts_with("standards/edifact/"))
        texts.push_back({std::string(file.path), std::string(file.text)});
    std::vector<edi::DictionaryError> errors;
    auto compiled = edi::Dictionaries::compile(std::move(texts), errors);
    if (!errors.empty()) throw std::runtime_error(errors.front().file + errors.front().message);
    return compiled;
  }();
  return all;
}

std::string line_of(const Finding& finding) {
  std::string line(to_string_view(finding.level));
  line += " " + finding.code + " " + finding.place.tag;
  if (finding.place.element != 0)
    line += (finding.place.element < 10 ? "0" : "") + std::to_string(finding.place.element);
  if (finding.place.component != 0) line += "-" + std::to_string(finding.place.component);
  return line + " " + finding.message;
}

std::string line_of(const edi::Segment& segment, char component) {
  std::string line(segment.tag);
  bool first = true;
  for (const std::string_view element : segment.elements) {
    line += std::exchange(first, false) ? " " : " | ";
    for (const char c : element) line += c == component ? ':' : c;
  }
  return line;
}

void add(std::vector<std::string>& lines, const Findings& findings) {
  for (const Finding& finding : findings) lines.push_back("  ! " + line_of(finding));
}

}  // namespace

std::vector<std::string> read_all(std::string_view text, std::size_t piece, ReaderLimits limits) {
  PiecewiseSource source(text, piece);
  InterchangeReader reader(source, directories(), limits);
  std::vector<std::string> lines;
  for (Event event = reader.next(); event != Event::end; event = reader.next()) {
    if (event == Event::interchange_begin) lines.emplace_back("begin");
    if (event == Event::group_begin)
      lines.push_back("group " + (reader.group().implied ? "implied" : reader.group().control));
    if (event == Event::message) {
      const edi::TransactionSet& message = reader.message();
      lines.push_back("message " + std::string(message.set) + " " + std::string(message.control) +
                      (message.accepted ? " accepted " : " rejected ") +
                      std::to_string(message.segments.size()) + " segments");
      for (const edi::Segment& segment : message.segments)
        lines.push_back("  " + line_of(segment, message.delimiters.component));
      add(lines, message.findings);
    }
    if (event == Event::group_end) {
      lines.emplace_back("group end");
      add(lines, reader.group().findings);
    }
    if (event == Event::interchange_end) {
      lines.push_back("interchange " + reader.interchange().control + " from " +
                      reader.interchange().sender);
      add(lines, reader.interchange().findings);
    }
  }
  add(lines, reader.findings());
  return lines;
}

std::vector<std::string> findings_of(std::string_view text, ReaderLimits limits) {
  std::vector<std::string> found;
  for (const std::string& line : read_all(text, 1 << 20, limits))
    if (line.starts_with("  ! ")) found.push_back(line.substr(4));
  return found;
}

std::vector<std::string> segments_of(std::string_view text) {
  std::vector<std::string> found;
  for (const std::string& line : read_all(text))
    if (line.starts_with("  ") && !line.starts_with("  ! ")) found.push_back(line.substr(2));
  return found;
}

bool any_begins(const std::vector<std::string>& lines, std::string_view start) {
  return std::any_of(lines.begin(), lines.end(),
                     [&](const std::string& line) { return line.starts_with(start); });
}

std::string desadv_of(std::string_view body, std::string_view version, std::string_view syntax) {
  std::size_t segments = 2;
  for (std::size_t at = 0; at < body.size(); ++at)
    if (body[at] == '\'' && (at == 0 || body[at - 1] != '?')) ++segments;
  const bool wide = syntax.ends_with("4");
  return "UNB+" + std::string(syntax) + "+4012345000009:14+5412345000013:14+" +
         (wide ? "20260301" : "260301") + ":1015+77'UNH+1+DESADV:" + std::string(version) + "'" +
         std::string(body) + "UNT+" + std::to_string(segments) + "+1'UNZ+1+77'";
}

}  // namespace weighbridge::edifact

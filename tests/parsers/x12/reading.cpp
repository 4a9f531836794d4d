#include "tests/parsers/x12/reading.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "tests/parsers/x12/tables.hpp"

namespace weighbridge::x12 {

namespace {

std::string line_of(std::string_view of, const Finding& finding) {
  std::string place = finding.place.tag;
  if (finding.place.element > 0) {
    if (finding.place.element < 10) place += '0';
    place += std::to_string(finding.place.element);
  }
  return std::string(of) + " " + std::string(to_string_view(finding.level)) + " " + finding.code +
         " " + place + " " + finding.message;
}

}  // namespace

std::vector<std::string> read_all(std::string_view text, std::size_t piece, ReaderLimits limits) {
  PiecewiseSource source(text, piece);
  InterchangeReader reader(source, standard_tables(), limits);
  std::vector<std::string> lines;
  const auto tell = [&lines](std::string_view of, const Findings& findings) {
    for (const Finding& finding : findings) lines.push_back(line_of(of, finding));
  };
  for (Event event = reader.next(); event != Event::end; event = reader.next()) {
    if (event == Event::interchange_begin) {
      lines.push_back("interchange " + reader.interchange().control);
    } else if (event == Event::group_begin) {
      lines.push_back("group " + reader.group().functional_id);
    } else if (event == Event::transaction_set) {
      const TransactionSet& set = reader.transaction_set();
      lines.push_back("set " + std::string(set.set) + " " + std::string(set.control) +
                      (set.accepted ? " accepted" : " rejected"));
      for (const Segment& segment : set.segments) {
        std::string line = "  " + std::to_string(segment.offset) + " " + std::string(segment.tag);
        for (const std::string_view element : segment.elements) line.append("*").append(element);
        lines.push_back(std::move(line));
      }
      tell("set", set.findings);
    } else if (event == Event::group_end) {
      lines.emplace_back("group end");
      tell("group", reader.group().findings);
    } else if (event == Event::interchange_end) {
      lines.emplace_back("interchange end");
      tell("interchange", reader.interchange().findings);
    }
  }
  tell("message", reader.findings());
  return lines;
}

std::vector<std::string> sets_of(std::string_view text) {
  std::vector<std::string> sets;
  for (const std::string& line : read_all(text))
    if (line.starts_with("set 8")) sets.push_back(line.substr(4));
  return sets;
}

std::vector<std::string> findings_of(std::string_view text, ReaderLimits limits) {
  std::vector<std::string> findings;
  for (std::string& line : read_all(text, 1 << 20, limits))
    if (line.find(" error ") != std::string::npos || line.find(" warning ") != std::string::npos ||
        line.find(" note ") != std::string::npos)
      findings.push_back(std::move(line));
  return findings;
}

bool any_begins(const std::vector<std::string>& lines, std::string_view start) {
  return std::any_of(lines.begin(), lines.end(),
                     [start](const std::string& line) { return line.starts_with(start); });
}

std::string sample(const std::string& name) {
  std::ifstream file(std::string(WEIGHBRIDGE_SOURCE_DIR) + "/tests/samples/x12/" + name,
                     std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string interchange_of(std::string_view set, std::string_view body, std::string_view version) {
  const auto count = std::count(body.begin(), body.end(), '~') + 2;
  const bool releases_repeat = version >= "00402";
  std::string text =
      "ISA*00*          *00*          *ZZ*NORTHFIELD     *ZZ*HARBORDIST     "
      "*260302*0915*" +
      std::string(releases_repeat ? "^" : "U") + "*" +
      std::string(releases_repeat ? "00501" : "00401") + "*000000001*0*P*>~";
  text += "GS*" + std::string(set == "856" ? "SH" : "IN") +
          "*NORTHFIELD*HARBORDIST*20260302*0915*1*X*" + std::string(version) + "~";
  text += "ST*" + std::string(set) + "*0001~" + std::string(body) + "SE*" + std::to_string(count) +
          "*0001~GE*1*1~IEA*1*000000001~";
  return text;
}

}  // namespace weighbridge::x12

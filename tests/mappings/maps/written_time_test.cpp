#include "mappings/maps/written_time.hpp"

#include <catch2/catch.hpp>

using namespace weighbridge;
using namespace weighbridge::maps;

namespace {

/// "2026-03-02", "2026-03-02 08:15:30", "2026-03-02 08:15:30 +60" (minutes), or "-".
std::string read(std::string_view text, DateFormat format, const DateFormats& formats = {}) {
  const auto written = formats.read(text, format);
  if (!written) return "-";
  std::string out = to_string(written->day);
  if (!written->time) return out;
  out += " " + to_string(Instant{written->day} + written->time->since_midnight).substr(11, 8);
  if (written->time->offset) out += " +" + std::to_string(written->time->offset->count());
  return out;
}

}  // namespace

TEST_CASE("dates as X12 writes them", "[maps]") {
  CHECK(read("20260302", kBasicFormat) == "2026-03-02");
  CHECK(read("260302", kBasicFormat) == "2026-03-02");
  CHECK(read("991231", kBasicFormat) == "1999-12-31");
  for (const char* wrong : {"20260230", "2026-03-02", "2026", "", "2026030x", "18991231"})
    CHECK(read(wrong, kBasicFormat) == "-");
}

TEST_CASE("dates as XML writes them keep the written day", "[maps]") {
  CHECK(read("2026-03-02", kIsoFormat) == "2026-03-02");
  CHECK(read("2026-03-02Z", kIsoFormat) == "2026-03-02");
  CHECK(read("2026-03-02+01:00", kIsoFormat) == "2026-03-02");
  CHECK(read("2026-03-02T08:15:30", kIsoFormat) == "2026-03-02 08:15:30");
  CHECK(read("2026-03-02T23:15:30.123-08:00", kIsoFormat) == "2026-03-02 23:15:30 +-480");
  CHECK(read("2026-03-02T08:15Z", kIsoFormat) == "2026-03-02 08:15:00 +0");
  for (const char* wrong : {"20260302", "2026-02-30", "2026-03-02T", "2026-03-02T25:00:00",
                            "2026-03-02T08:15:30+", "2026-03-02+1", "2026-03-02Tx8:15"})
    CHECK(read(wrong, kIsoFormat) == "-");
}

TEST_CASE("dates by EDIFACT's format qualifier", "[maps]") {
  const DateFormats formats;
  const auto by = [&](const char* qualifier, const char* text) {
    return read(text, formats.of_qualifier(qualifier));
  };
  CHECK(by("102", "20260302") == "2026-03-02");
  CHECK(by("203", "202603020815") == "2026-03-02 08:15:00");
  CHECK(by("204", "20260302081530") == "2026-03-02 08:15:30");
  CHECK(by("101", "260302") == "2026-03-02");
  CHECK(by("201", "2603020815") == "2026-03-02 08:15:00");
  CHECK(by("2", "020326") == "2026-03-02");
  CHECK(by("718", "20260302-20260309") == "2026-03-02");
  CHECK(by("102", "202603020815") == "-");
  CHECK(by("203", "202603022515") == "-");
  CHECK(formats.of_qualifier("999") == kUnknownFormat);
  CHECK(by("999", "20260302") == "-");
}

TEST_CASE("dates by a map's own pattern", "[maps]") {
  DateFormats formats;
  const auto by = [&](const char* pattern, const char* text) {
    const auto format = formats.add(pattern);
    return format ? read(text, *format, formats) : "no pattern";
  };
  CHECK(by("DD.MM.YYYY", "02.03.2026") == "2026-03-02");
  CHECK(by("MM/DD/YY hh:mm", "03/02/26 08:15") == "2026-03-02 08:15:00");
  CHECK(by("YYYY-MM-DD*", "2026-03-02 whatever") == "2026-03-02");
  CHECK(by("DD.MM.YYYY", "2.3.2026") == "-");
  CHECK(by("DD.MM.YYYY", "02.03.2026 ") == "-");
  CHECK(by("hh:mm", "08:15") == "no pattern");
}

TEST_CASE("a time that stands alone", "[maps]") {
  const auto seconds = [](const char* text) {
    const auto time = read_time_of_day(text);
    return time ? time->since_midnight.count() : -1;
  };
  CHECK(seconds("0815") == 8 * 3600 + 15 * 60);
  CHECK(seconds("08153099") == 8 * 3600 + 15 * 60 + 30);
  CHECK(seconds("08:15:30Z") == 8 * 3600 + 15 * 60 + 30);
  CHECK(read_time_of_day("08:15:30-05:00")->offset == std::chrono::minutes(-300));
  for (const char* wrong : {"2515", "081", "08:1", "08:15:30+5", "", "081530990"})
    CHECK(seconds(wrong) == -1);
}

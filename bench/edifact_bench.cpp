// Framing DESADV and INVOIC, validating them and mapping them to canonical receipts, beside what
// most programs do: a plain reader that cuts the same bytes with getline and split.
#include <cstdint>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>

#include "bench/generators/input.hpp"
#include "bench/generators/tables.hpp"
#include "mappings/reader/edifact_reader.hpp"
#include "mappings/reader/tables.hpp"
#include "parsers/edi/segment_stream.hpp"
#include "parsers/edifact/interchange_reader.hpp"
#include "parsers/edifact/service_string.hpp"

namespace {

using namespace weighbridge;
using bench::tables;

/// Keeps nothing but counts, as a consumer does that hands each document on.
struct CountingSink final : ReadSink {
  std::uint64_t lines = 0;
  bool flawed = false;

  void document(ReadDocument&& document) override {
    flawed = flawed || !document.findings.empty();
    if (document.receipt) lines += document.receipt->lines.size();
    benchmark::DoNotOptimize(document);
  }
  void interchange_end(const Findings& flaws, const std::string&) override {
    flawed = flawed || has_errors(flaws);
  }
};

void measured(benchmark::State& state) {
  state.SetBytesProcessed(state.iterations() *
                          static_cast<std::int64_t>(bench::edifact_input().size()));
}

void validate_and_map(benchmark::State& state) {
  const std::string& text = bench::edifact_input();
  CountingSink sink;
  for (auto _ : state) {
    sink = {};
    MemorySource bytes(text);
    read_edifact(bytes, tables(), {}, {}, sink);
  }
  if (sink.lines == 0 || sink.flawed)
    state.SkipWithError("the input must be read whole and without findings");
  measured(state);
}
BENCHMARK(validate_and_map)->Name("validate and map");

void validate(benchmark::State& state) {
  const std::string& text = bench::edifact_input();
  for (auto _ : state) {
    MemorySource bytes(text);
    edifact::InterchangeReader reader(bytes, tables().edifact());
    std::uint64_t segments = 0;
    for (auto event = reader.next(); event != edifact::Event::end; event = reader.next())
      if (event == edifact::Event::message) segments += reader.message().segments.size();
    benchmark::DoNotOptimize(segments);
  }
  measured(state);
}
BENCHMARK(validate)->Name("validate only");

/// Segments and their elements, with the separators of the first interchange throughout.
void frame(benchmark::State& state) {
  const std::string& text = bench::edifact_input();
  for (auto _ : state) {
    MemorySource bytes(text);
    edi::SegmentStream stream(bytes, 1U << 30);
    stream.use(edifact::default_delimiters());
    std::uint64_t sum = 0;
    std::uint32_t position = 0;
    for (edi::RawSegment raw; stream.next(raw) == edi::SegmentStream::Status::segment;)
      for (const std::string_view element : stream.segment(raw, ++position).elements)
        sum += element.size();
    benchmark::DoNotOptimize(sum);
  }
  measured(state);
}
BENCHMARK(frame)->Name("baseline/frame");

void plain_reader(benchmark::State& state) {
  const std::string& text = bench::edifact_input();
  for (auto _ : state) {
    std::istringstream stream(text);
    std::string segment;
    std::string element;
    std::uint64_t elements = 0;
    while (std::getline(stream, segment, '\'')) {
      std::vector<std::string> row;
      std::istringstream cut(segment);
      while (std::getline(cut, element, '+')) row.push_back(element);
      elements += row.size();
      benchmark::DoNotOptimize(row);
    }
    benchmark::DoNotOptimize(elements);
  }
  measured(state);
}
BENCHMARK(plain_reader)->Name("baseline/getline and split");

}  // namespace

BENCHMARK_MAIN();

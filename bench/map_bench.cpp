// Validating 856 and 810 and mapping them to canonical receipts, beside what most programs do: a
// plain reader that cuts the same bytes with getline and split and makes nothing of them.
#include <cstdint>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>

#include "bench/generators/input.hpp"
#include "bench/generators/tables.hpp"
#include "mappings/reader/tables.hpp"
#include "mappings/reader/x12_reader.hpp"
#include "parsers/x12/interchange_reader.hpp"

namespace {

using namespace weighbridge;
using bench::tables;

/// Keeps nothing but counts, as a consumer does that hands each document on.
struct CountingSink final : ReadSink {
  std::uint64_t documents = 0, lines = 0;
  bool flawed = false;

  void document(ReadDocument&& document) override {
    ++documents;
    flawed = flawed || !document.findings.empty();
    if (document.receipt) lines += document.receipt->lines.size();
    benchmark::DoNotOptimize(document);
  }
  void interchange_end(const Findings& flaws, const std::string&) override {
    flawed = flawed || has_errors(flaws);
  }
};

void validate_and_map(benchmark::State& state) {
  const std::string& text = bench::x12_input();
  const ReferenceData reference;
  CountingSink sink;
  for (auto _ : state) {
    sink = {};
    MemorySource bytes(text);
    read_x12(bytes, tables(), reference, {}, sink);
  }
  if (sink.lines == 0 || sink.flawed)
    state.SkipWithError("the input must be read whole and without findings");
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
  state.counters["lines"] = static_cast<double>(sink.lines);
}
BENCHMARK(validate_and_map)->Name("validate and map");

void validate(benchmark::State& state) {
  const std::string& text = bench::x12_input();
  for (auto _ : state) {
    MemorySource bytes(text);
    x12::InterchangeReader reader(bytes, tables().dictionaries());
    std::uint64_t segments = 0;
    for (x12::Event event = reader.next(); event != x12::Event::end; event = reader.next())
      if (event == x12::Event::transaction_set)
        segments += reader.transaction_set().segments.size();
    benchmark::DoNotOptimize(segments);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}
BENCHMARK(validate)->Name("validate only");

void plain_reader(benchmark::State& state) {
  const std::string& text = bench::x12_input();
  for (auto _ : state) {
    std::istringstream stream(text);
    std::string segment;
    std::string element;
    std::uint64_t elements = 0;
    while (std::getline(stream, segment, '~')) {
      std::vector<std::string> row;
      std::istringstream cut(segment);
      while (std::getline(cut, element, '*')) row.push_back(element);
      elements += row.size();
      benchmark::DoNotOptimize(row);
    }
    benchmark::DoNotOptimize(elements);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}
BENCHMARK(plain_reader)->Name("baseline/getline and split");

}  // namespace

BENCHMARK_MAIN();

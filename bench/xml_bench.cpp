// Reading UBL invoices to canonical receipts, with limits, findings and the rules of EN 16931,
// beside the least that any program on the same library does: parse, and look at every node once.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>
#include <pugixml.hpp>

#include "bench/generators/tables.hpp"
#include "bench/generators/ubl_mix.hpp"
#include "mappings/reader/xml_reader.hpp"
#include "parsers/xml/document.hpp"

namespace {

using namespace weighbridge;
using bench::tables;

const std::vector<std::string>& invoices() {
  static const std::vector<std::string> made = bench::ubl_mix({});
  return made;
}

std::int64_t input_bytes() {
  std::int64_t bytes = 0;
  for (const std::string& invoice : invoices()) bytes += static_cast<std::int64_t>(invoice.size());
  return bytes;
}

struct CountingSink final : ReadSink {
  std::uint64_t lines = 0;
  bool flawed = false;

  void document(ReadDocument&& document) override {
    flawed = flawed || !document.findings.empty();
    if (document.receipt) lines += document.receipt->lines.size();
    benchmark::DoNotOptimize(document);
  }
};

std::size_t walk(pugi::xml_node node) {
  std::size_t bytes = std::string_view(node.name()).size() + std::string_view(node.value()).size();
  for (const pugi::xml_attribute attribute : node.attributes())
    bytes += std::string_view(attribute.name()).size() + std::string_view(attribute.value()).size();
  for (const pugi::xml_node child : node.children()) bytes += walk(child);
  return bytes;
}

void parse_and_walk(benchmark::State& state) {
  for (auto _ : state) {
    std::size_t bytes = 0;
    for (const std::string& invoice : invoices()) {
      pugi::xml_document document;
      document.load_buffer(invoice.data(), invoice.size());
      bytes += walk(document);
    }
    benchmark::DoNotOptimize(bytes);
  }
  state.SetBytesProcessed(state.iterations() * input_bytes());
}
BENCHMARK(parse_and_walk)->Name("baseline/pugixml parse and walk");

void read_and_map(benchmark::State& state) {
  const ReferenceData reference;
  ReaderOptions options;
  options.acknowledge = false;
  CountingSink sink;
  for (auto _ : state) {
    sink = {};
    for (const std::string& invoice : invoices()) {
      MemorySource bytes(invoice);
      read_xml(bytes, tables(), reference, options, sink);
    }
  }
  if (sink.lines == 0 || sink.flawed)
    state.SkipWithError("the input must be read whole and without findings");
  state.SetBytesProcessed(state.iterations() * input_bytes());
  state.counters["lines"] = static_cast<double>(sink.lines);
}
BENCHMARK(read_and_map)->Name("UBL read and map");

void guarded_tree(benchmark::State& state) {
  for (auto _ : state)
    for (const std::string& invoice : invoices()) {
      Findings findings;
      benchmark::DoNotOptimize(xml::Document::parse(invoice, findings));
    }
  state.SetBytesProcessed(state.iterations() * input_bytes());
}
BENCHMARK(guarded_tree)->Name("tree within limits only");

}  // namespace

BENCHMARK_MAIN();

// How fast bytes become elements, beside what the same bytes cost at least. The bare visit is
// vectorised for each instruction set and dispatched as the reader's own scan is, so that both use
// the same vectors: this file is compiled once for each of them, like
// parsers/edi/separator_scan.cpp.
#include <bit>
#include <cstdint>
#include <cstring>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "bench/tokenise_bench.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace weighbridge::bench {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

/// The least that finding delimiters can cost: compare, and look at each hit; nothing is kept.
std::uint64_t visit(std::string_view text, char element, char segment) {
  const hn::ScalableTag<std::uint8_t> d;
  const auto elements = hn::Set(d, static_cast<std::uint8_t>(element));
  const auto segments = hn::Set(d, static_cast<std::uint8_t>(segment));
  const std::size_t lanes = hn::Lanes(d);
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  std::uint64_t sum = 0;
  for (std::size_t at = 0; at + lanes <= text.size(); at += lanes) {
    const auto block = hn::LoadU(d, bytes + at);
    std::uint64_t bits = 0;
    hn::StoreMaskBits(d, hn::Or(hn::Eq(block, elements), hn::Eq(block, segments)),
                      reinterpret_cast<std::uint8_t*>(&bits));
    for (; bits != 0; bits &= bits - 1)
      sum += at + static_cast<std::uint64_t>(std::countr_zero(bits));
  }
  return sum;
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace weighbridge::bench
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include <benchmark/benchmark.h>

#include "bench/generators/input.hpp"
#include "config/embedded.hpp"
#include "parsers/edi/segment_stream.hpp"
#include "parsers/edi/separator_scan.hpp"
#include "parsers/x12/interchange_reader.hpp"
#include "parsers/x12/isa.hpp"

namespace weighbridge::bench {

HWY_EXPORT(visit);

namespace {

using namespace weighbridge::x12;

/// One interchange of the input, whose separators are its own.
struct Span {
  std::string_view text;
  Delimiters delimiters;
};

const std::vector<Span>& interchanges() {
  static const std::vector<Span> all = [] {
    std::vector<Span> spans;
    const std::string_view text = x12_input();
    for (std::size_t at = find_isa(text); at < text.size();) {
      const std::size_t next = std::min(find_isa(text, at + 3), text.size());
      spans.push_back({text.substr(at, next - at), read_isa(text.substr(at))->delimiters});
      at = next;
    }
    return spans;
  }();
  return all;
}

void count_bytes(benchmark::State& state) {
  state.SetBytesProcessed(static_cast<std::int64_t>(x12_input().size()) *
                          static_cast<std::int64_t>(state.iterations()));
}

void copy_bytes(benchmark::State& state) {
  const std::string& text = x12_input();
  std::vector<char> to(text.size());
  for (auto _ : state) {
    std::memcpy(to.data(), text.data(), text.size());
    benchmark::DoNotOptimize(to.data());
    benchmark::ClobberMemory();
  }
  count_bytes(state);
}
BENCHMARK(copy_bytes)->Name("baseline/memcpy");

void visit_delimiters(benchmark::State& state) {
  const std::vector<Span>& spans = interchanges();
  for (auto _ : state) {
    std::uint64_t sum = 0;
    for (const Span& span : spans)
      sum +=
          HWY_DYNAMIC_DISPATCH(visit)(span.text, span.delimiters.element, span.delimiters.segment);
    benchmark::DoNotOptimize(sum);
  }
  count_bytes(state);
}
BENCHMARK(visit_delimiters)->Name("baseline/visit_delimiters");

/// What most programs do: a line, cut into strings.
void getline_split(benchmark::State& state) {
  for (auto _ : state) {
    std::uint64_t touched = 0;
    std::vector<std::string> elements;
    for (const Span& span : interchanges()) {
      std::istringstream in{std::string(span.text)};
      for (std::string line; std::getline(in, line, span.delimiters.segment);) {
        elements.clear();
        std::istringstream cut(line);
        for (std::string element; std::getline(cut, element, span.delimiters.element);)
          elements.push_back(element);
        for (const std::string& element : elements) touched += element.size();
      }
    }
    benchmark::DoNotOptimize(touched);
  }
  count_bytes(state);
}
BENCHMARK(getline_split)->Name("baseline/getline_split");

void find_separators(benchmark::State& state) {
  constexpr std::size_t kWindow = 32 << 10;
  std::vector<std::uint32_t> separators(kWindow + kScanSlack), ends(kWindow + kScanSlack);
  const std::vector<Span>& spans = interchanges();
  for (auto _ : state)
    for (const Span& span : spans)
      for (std::size_t at = 0; at < span.text.size(); at += kWindow) {
        ScanOutput out{separators.data(), ends.data(), 0, 0};
        scan_separators(span.text.substr(at, kWindow), 0, span.delimiters.element,
                        span.delimiters.segment, out);
        benchmark::DoNotOptimize(out.separator_count);
      }
  count_bytes(state);
}
BENCHMARK(find_separators);

/// Reads as the reader does, from a source through its sliding buffer, and looks at every element:
/// its size and first byte (of an empty one that is the separator behind it).
void tokenise_and_touch(benchmark::State& state) {
  for (auto _ : state) {
    MemorySource source(x12_input());
    SegmentStream stream(source, 1 << 20);
    std::uint64_t touched = 0;
    while (const auto isa = read_isa(stream.peek(kIsaBytesMax))) {
      stream.skip(isa->size);
      stream.use(isa->delimiters);
      for (RawSegment raw; stream.next(raw) == SegmentStream::Status::segment;) {
        const Segment segment = stream.segment(raw, 0);
        for (const std::string_view element : segment.elements)
          touched += element.size() + static_cast<unsigned char>(*element.data());
        if (segment.tag == "IEA") break;
      }
      while (!stream.peek(1).empty() && stream.peek(1)[0] != 'I') stream.skip(1);
    }
    benchmark::DoNotOptimize(touched);
  }
  count_bytes(state);
}
BENCHMARK(tokenise_and_touch);

/// Everything the reader does: envelopes, loops, elements, codes, hierarchy.
void read_and_validate(benchmark::State& state) {
  std::vector<DictionaryText> texts;
  for (const EmbeddedFile& file : embedded_files())
    if (file.path.starts_with("standards/x12/"))
      texts.push_back({std::string(file.path), std::string(file.text)});
  std::vector<DictionaryError> errors;
  const Dictionaries tables = Dictionaries::compile(std::move(texts), errors);
  for (auto _ : state) {
    MemorySource source(x12_input());
    InterchangeReader reader(source, tables);
    std::uint64_t findings = 0;
    for (Event event = reader.next(); event != Event::end; event = reader.next())
      if (event == Event::transaction_set) findings += reader.transaction_set().findings.size();
    if (findings != 0) state.SkipWithError("the input has flaws: this would measure their reports");
  }
  count_bytes(state);
}
BENCHMARK(read_and_validate);

}  // namespace
}  // namespace weighbridge::bench

BENCHMARK_MAIN();
#endif  // HWY_ONCE

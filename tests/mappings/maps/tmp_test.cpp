#include <catch2/catch.hpp>
#include "tests/mappings/x12_reading.hpp"
#include <cstdlib>
#include <iostream>
#include <map>
#pragma GCC diagnostic ignored "-Wmisleading-indentation"
using namespace weighbridge;
TEST_CASE("tmp","[.tmp]"){ auto r=testing::read_x12_text(testing::slurp(std::getenv("F"))); 
 std::map<std::string,int> seen;
 auto show=[&](const Findings&fs){ for(auto&f:fs) if(seen[f.code]++<3) std::cout<<f.code<<" "<<f.place.tag<<" "<<f.place.element<<": "<<f.message<<" ["<<f.value<<"]\n";};
 for(auto&d:r.documents) show(d.findings); for(auto&e:r.envelope) show(e); show(r.message_findings); std::cout<<r.documents.size()<<" docs\n"; if(std::getenv("A")) std::cout<<testing::describe(r)<<r.acknowledgments.at(0)<<"\n";}

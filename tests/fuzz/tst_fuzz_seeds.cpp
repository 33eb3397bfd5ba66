// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The committed inputs of the fuzzers, each through its target: what was found once stays mended,
// with every compiler and sanitizer.

#include <filesystem>
#include <fstream>
#include <iterator>

#include <QTest>

#include "tests/fuzz/targets.h"

using namespace onggi::fuzz;

namespace {

std::string contentOf(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace

class TestFuzzSeeds : public QObject {
    Q_OBJECT

private slots:
    void everyTargetHasSeedsAndTheyAreSmall()
    {
        std::uintmax_t sum = 0;
        std::size_t folders = 0;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(ONGGI_SEEDS)) {
            folders += entry.is_directory() ? 1 : 0;
            sum += entry.is_regular_file() ? entry.file_size() : 0;
        }
        QCOMPARE(folders, std::size(kTargets));
        QVERIFY(sum < 200'000);
    }

    void takesEverySeed_data()
    {
        QTest::addColumn<int>("target");
        for (std::size_t i = 0; i < std::size(kTargets); ++i)
            QTest::newRow(kTargets[i].name) << static_cast<int>(i);
    }
    void takesEverySeed()
    {
        QFETCH(int, target);
        const Target& chosen = kTargets[target];
        int seeds = 0;
        for (const auto& entry : std::filesystem::directory_iterator(
                 std::filesystem::path(ONGGI_SEEDS) / chosen.name)) {
            const std::string bytes = contentOf(entry.path());
            try {
                chosen.run(std::as_bytes(std::span(bytes)));
            } catch (const std::exception& error) {
                QFAIL((entry.path().string() + ": " + error.what()).c_str());
            }
            ++seeds;
        }
        QVERIFY(seeds > 0);
    }

    // What libFuzzer starts with.
    void takesNothing()
    {
        for (const Target& target : kTargets)
            target.run({});
    }
};

QTEST_APPLESS_MAIN(TestFuzzSeeds)
#include "tst_fuzz_seeds.moc"

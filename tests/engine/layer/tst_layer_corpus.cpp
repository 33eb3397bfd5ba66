// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Every layer of the corpus, from the blob to the index and back.

#include <set>

#include <QTest>

#include "tests/support/corpus/layer_corpus.h"
#include "tests/support/corpus/layer_text.h"

using namespace onggi;
using namespace onggi::test;

class TestLayerCorpus : public QObject {
    Q_OBJECT

    std::vector<CorpusLayer> m_layers;

private slots:
    void initTestCase()
    {
        for (const auto& part : {namesOfTars(), contentsOfTars(), hostileTars(), compressedBlobs()})
            m_layers.insert(m_layers.end(), part.begin(), part.end());
        std::set<std::string> names;
        for (const CorpusLayer& layer : m_layers)
            QVERIFY2(names.insert(layer.name).second, layer.name);
    }

    void becomesWhatIsExpected_data()
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < m_layers.size(); ++i)
            QTest::newRow(m_layers[i].name) << static_cast<int>(i);
    }
    void becomesWhatIsExpected()
    {
        QFETCH(int, index);
        const CorpusLayer& layer = m_layers[static_cast<std::size_t>(index)];
        QCOMPARE(QByteArray::fromStdString(layerText(layer.blob, layer.limits)),
                 QByteArray::fromStdString(layer.expected));
    }

    // Cut anywhere, a layer is refused or taken, and nothing else.
    void survivesBeingCut()
    {
        for (const auto& part : {namesOfTars(), contentsOfTars()}) {
            for (const CorpusLayer& layer : part) {
                for (std::size_t at = 0; at < std::min<std::size_t>(layer.blob.size(), 8192);
                     at += 509)
                    layerText(std::string_view(layer.blob).substr(0, at), layer.limits);
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestLayerCorpus)
#include "tst_layer_corpus.moc"

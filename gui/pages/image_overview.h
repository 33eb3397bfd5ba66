// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The first tab of the detail pane: the stack, what is unique and shared, and the facts.
#pragma once

#include <array>

#include "engine/lineage/sizes.h"
#include "gui/widgets/content_area.h"
#include "gui/widgets/label.h"

class QGridLayout;
class QVBoxLayout;

namespace onggi {

class CopyButton;
class SizeBar;
class StackView;
class GlyphLabel;

class ImageOverview : public ContentArea {
    Q_OBJECT

public:
    explicit ImageOverview(QWidget* parent = nullptr);

    void showImage(const StoreView& view, const Forest& forest, std::size_t image,
                   std::int64_t now);
    void retranslate();

signals:
    void imageChosen(onggi::Serial image);

private:
    enum Fact { UsedBy, ProvenanceFact, Base, Platform, DigestFact, Removal, FactCount };

    QWidget* makeSizes();
    void addFact(QGridLayout& grid, Fact fact, QWidget* value);
    void showSizes(const ImageSizes& sizes);
    void showUsers(const StoreView& view, Serial image);
    void showOrigin(const StoreView& view, const Forest& forest, std::size_t image,
                    std::int64_t now);
    void showDigest(const ImageRow& row);

    Label* m_madeOf;
    Label* m_meaning;
    Label* m_virtual;
    StackView* m_stack;
    SizeBar* m_bar;
    std::array<Label*, FactCount> m_names{};
    std::array<GlyphLabel*, 4> m_users{};
    Label* m_moreUsers;
    GlyphLabel* m_provenance;
    Label* m_from;
    GlyphLabel* m_base;
    Label* m_platform;
    Label* m_digest;
    CopyButton* m_copyDigest;
    Label* m_removal;
};

} // namespace onggi

// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Members are appended to one string. Text that needs an escape is left to the JSON library.

#include "helper/ctl/image_document.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "engine/image/config.h"
#include "engine/lineage/sizes.h"
#include "helper/ctl/json_text.h"

namespace onggi::ctl {

namespace {

constexpr std::size_t kBytesPerImage = 1200; // about

bool isPlain(const std::string& text)
{
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return c >= ' ' && c < 0x7f && c != '"' && c != '\\'; });
}

class Writer {
public:
    explicit Writer(std::size_t images) { m_text.reserve(images * kBytesPerImage); }

    void beginImage(bool isFirst) { m_text += isFirst ? "\n  {" : ",\n  {"; }
    void endImage() { m_text += "\n  }"; }

    void begin(const char* name, bool isFirst = false)
    {
        m_text += isFirst ? "\n    \"" : ",\n    \"";
        m_text += name;
        m_text += "\": ";
    }
    void string(const std::string& text)
    {
        if (!isPlain(text)) {
            m_text += OrderedJson(text).dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
            return;
        }
        m_text += '"';
        m_text += text;
        m_text += '"';
    }
    void number(Bytes bytes) { m_text += std::to_string(bytes.count()); }
    void nothing() { m_text += "null"; }

    void beginElement(bool isFirst) { m_text += isFirst ? "[\n      " : ",\n      "; }
    void endElements(bool isEmpty) { m_text += isEmpty ? "[]" : "\n    ]"; }

    void strings(const std::vector<std::string>& list)
    {
        for (const std::string& text : list) {
            beginElement(&text == &list.front());
            string(text);
        }
        endElements(list.empty());
    }

    std::string document(bool isEmpty) &&
    {
        return isEmpty ? "[]\n" : "[" + std::move(m_text) + "\n]\n";
    }

private:
    std::string m_text;
};

// Of each layer once: many images have it.
std::vector<std::string> diffIdsOf(const StoreView& view)
{
    std::vector<std::string> texts;
    texts.reserve(view.layers.size());
    for (const LayerRow& layer : view.layers)
        texts.push_back(layer.diffId.text());
    return texts;
}

void writeLayers(Writer& writer, const StoreView& view, const ImageRow& image,
                 const std::vector<std::string>& diffIds)
{
    bool isEmpty = true;
    for (const Serial serial : image.layers) {
        const auto layer = std::ranges::lower_bound(view.layers, serial, {}, &LayerRow::serial);
        if (layer == view.layers.end() || layer->serial != serial)
            continue;
        writer.beginElement(isEmpty);
        writer.string(diffIds[static_cast<std::size_t>(layer - view.layers.begin())]);
        isEmpty = false;
    }
    writer.endElements(isEmpty);
}

} // namespace

std::string imageDocument(const StoreView& view, const Forest& forest,
                          const std::vector<std::size_t>& images)
{
    const std::vector<std::string> diffIds = diffIdsOf(view);
    Writer writer(images.size());
    for (const std::size_t& i : images) {
        const ImageRow& image = view.images[i];
        const ImageSizes sizes = imageSizes(view, forest, i);
        writer.beginImage(&i == &images.front());
        writer.begin("id", true);
        writer.string(image.id.text());
        writer.begin("tags");
        writer.strings(image.tags);
        writer.begin("digests");
        writer.strings(image.digests);
        writer.begin("createdAt");
        if (image.created == 0)
            writer.nothing();
        else
            writer.string(formatTime(image.created));
        writer.begin("virtualBytes");
        writer.number(sizes.virtualSize);
        writer.begin("uniqueBytes");
        writer.number(sizes.unique);
        writer.begin("sharedBytes");
        writer.number(sizes.shared);
        writer.begin("layers");
        writeLayers(writer, view, image, diffIds);
        writer.begin("platform");
        writer.string(image.platform);
        writer.endImage();
    }
    return std::move(writer).document(images.empty());
}

} // namespace onggi::ctl

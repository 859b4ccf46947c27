//! One slide, with its charts and its notes.

use super::flow::Shape;
use super::package::Package;
use super::xml::escape;
use super::{CONTENT, HEAD, NAMES, NOTES_MASTER, TITLE, content, title_words};
use crate::domain::text;
use crate::telling::block::Text;

#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    pub title: Text,
    /// Of the title slide.
    pub subtitle: Option<String>,
    pub shapes: Vec<Shape>,
    pub notes: Vec<String>,
}

pub(crate) fn name(number: usize) -> String {
    format!("ppt/slides/slide{number}.xml")
}

const GROUP: &str = "<p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x=\"0\" y=\"0\"/>\
    <a:ext cx=\"0\" cy=\"0\"/><a:chOff x=\"0\" y=\"0\"/><a:chExt cx=\"0\" cy=\"0\"/></a:xfrm></p:grpSpPr>";
const NUMBER: &str = "<a:fld id=\"{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}\" type=\"slidenum\"><a:rPr lang=\"en-GB\"/><a:t>#</a:t></a:fld>";

impl Page {
    /// Adds it, and all that it leads to. So many charts stand in the package before it and, returned, after it.
    pub(crate) fn add(&self, package: &mut Package, number: usize, mut charts: usize) -> Result<usize, Box<dyn std::error::Error>> {
        let layout = if self.subtitle.is_some() { TITLE } else { CONTENT };
        let mut leads_to = vec![("slideLayout", layout.to_owned())];
        let kind = if self.subtitle.is_some() { "ctrTitle" } else { "title" };
        let mut shapes = placeholder(2, "Title", &format!("type=\"{kind}\""), &words(&title_words(&self.title)));
        if let Some(subtitle) = &self.subtitle {
            shapes.push_str(&placeholder(3, "Subtitle", "type=\"subTitle\" idx=\"1\"", &words(subtitle)));
        } else {
            let field = format!("<a:p>{NUMBER}</a:p>");
            shapes.push_str(&placeholder(3, "Slide number", "type=\"sldNum\" sz=\"quarter\" idx=\"12\"", &field));
        }
        for (id, shape) in (4..).zip(&self.shapes) {
            if let Shape::Chart { plot, .. } = shape {
                charts += 1;
                let (chart, book) = (format!("ppt/charts/chart{charts}.xml"), format!("ppt/embeddings/chart{charts}.xlsx"));
                package.add(&book, None, plot.workbook()?, vec![]);
                package.add(&chart, content!("drawingml.chart"), plot.xml(), vec![("package", book)]);
                leads_to.push(("chart", chart));
            }
            shapes.push_str(&drawn(id, shape, leads_to.len()));
        }
        if !self.notes.is_empty() {
            let notes = format!("ppt/notesSlides/notesSlide{number}.xml");
            let back = vec![("notesMaster", NOTES_MASTER.to_owned()), ("slide", name(number))];
            package.add(&notes, content!("presentationml.notesSlide"), self.notes(), back);
            leads_to.push(("notesSlide", notes));
        }
        let xml = format!(
            "{HEAD}<p:sld {NAMES}><p:cSld><p:spTree>{GROUP}{shapes}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"
        );
        package.add(&name(number), content!("presentationml.slide"), xml, leads_to);
        Ok(charts)
    }

    fn notes(&self) -> String {
        let image = "<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"Slide\"/><p:cNvSpPr><a:spLocks noGrp=\"1\" noRot=\"1\" noChangeAspect=\"1\"/></p:cNvSpPr>\
                     <p:nvPr><p:ph type=\"sldImg\" idx=\"2\"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp>";
        let lines: String = self.notes.iter().map(|note| words(&text::line(note))).collect();
        let body = placeholder(3, "Notes", "type=\"body\" sz=\"quarter\" idx=\"3\"", &lines);
        format!(
            "{HEAD}<p:notes {NAMES}><p:cSld><p:spTree>{GROUP}{image}{body}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>"
        )
    }
}

/// A paragraph that looks as its placeholder does.
fn words(words: &str) -> String {
    format!("<a:p><a:r><a:rPr lang=\"en-GB\" dirty=\"0\"/><a:t>{}</a:t></a:r></a:p>", escape(words))
}

fn placeholder(id: usize, name: &str, of: &str, paragraphs: &str) -> String {
    format!(
        "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"{name}\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr><p:nvPr><p:ph {of}/></p:nvPr></p:nvSpPr>\
         <p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>{paragraphs}</p:txBody></p:sp>"
    )
}

/// A shape; a chart is what the slide's newest relation leads to.
fn drawn(id: usize, shape: &Shape, newest: usize) -> String {
    match shape {
        Shape::Words { place, paragraphs } => format!(
            "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"Text {id}\"/><p:cNvSpPr txBox=\"1\"/><p:nvPr/></p:nvSpPr><p:spPr>{}\
             <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom><a:noFill/></p:spPr><p:txBody><a:bodyPr wrap=\"square\" lIns=\"0\" tIns=\"0\" \
             rIns=\"0\" bIns=\"0\"><a:normAutofit/></a:bodyPr><a:lstStyle/>{paragraphs}</p:txBody></p:sp>",
            place.xml("a")
        ),
        Shape::Table { place, table, said } => frame(id, "Table", said, &place.xml("p"), "table", table),
        Shape::Chart { place, title, said, .. } => {
            let chart = format!("<c:chart xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" r:id=\"rId{newest}\"/>");
            frame(id, title, said, &place.xml("p"), "chart", &chart)
        }
    }
}

fn frame(id: usize, name: &str, said: &str, place: &str, what: &str, inside: &str) -> String {
    format!(
        "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id=\"{id}\" name=\"{}\" descr=\"{}\"/><p:cNvGraphicFramePr><a:graphicFrameLocks noGrp=\"1\"/>\
         </p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>{place}<a:graphic>\
         <a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/{what}\">{inside}</a:graphicData></a:graphic></p:graphicFrame>",
        escape(name),
        escape(said)
    )
}

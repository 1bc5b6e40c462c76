"""The picture of a reviewed document for the README; see scripts/document-picture. picture.py DOCUMENT PICTURE"""

import pathlib
import sys
import time

from documents import Office, options

with Office(is_hidden=False) as office:
    document = office.desktop.loadComponentFromURL(pathlib.Path(sys.argv[1]).resolve().as_uri(), "_blank", 0, ())
    view = document.CurrentController
    # Position and size.
    view.Frame.ContainerWindow.setPosSize(0, 0, 1500, 1000, 15)
    view.ViewSettings.ZoomType, view.ViewSettings.ZoomValue = 3, 110
    for bar in ("menubar/menubar", "statusbar/statusbar", "toolbar/standardbar", "toolbar/textobjectbar"):
        view.Frame.LayoutManager.hideElement(f"private:resource/{bar}")
    office.command(document, "Sidebar")
    time.sleep(4)
    pathlib.Path(sys.argv[2]).touch()
    # The window is there until somebody has taken the picture.
    while pathlib.Path(sys.argv[2]).exists():
        time.sleep(0.1)
    document.close(True)

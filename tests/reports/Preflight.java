import java.io.File;
import java.util.TreeSet;
import org.apache.pdfbox.preflight.PreflightDocument;
import org.apache.pdfbox.preflight.ValidationResult;
import org.apache.pdfbox.preflight.exception.SyntaxValidationException;
import org.apache.pdfbox.preflight.parser.PreflightParser;

/** Prints what Apache PDFBox finds wrong with each file as PDF/A-1b; nothing when all is well. */
public class Preflight {
    public static void main(String[] names) throws Exception {
        for (String name : names) {
            ValidationResult result;
            PreflightParser parser = new PreflightParser(new File(name));
            try {
                parser.parse();
                PreflightDocument document = parser.getPreflightDocument();
                document.validate();
                result = document.getResult();
                document.close();
            } catch (SyntaxValidationException error) {
                result = error.getResult();
            }
            TreeSet<String> found = new TreeSet<>();
            for (ValidationResult.ValidationError error : result.getErrorsList()) {
                found.add(error.getErrorCode() + " " + error.getDetails());
            }
            for (String line : found) {
                System.out.println(name + ": " + line);
            }
        }
    }
}

using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace HyOps.Presentation.Tests.JUnit;

/// <summary>The rules of the schema that Jenkins' xUnit plugin keeps for JUnit reports, as far as we write any of it: names, places, required attributes, decimal times.</summary>
internal static class JUnitSchema
{
    private const string Rules = """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
          <xs:simpleType name="seconds"><xs:restriction base="xs:decimal"><xs:minInclusive value="0"/></xs:restriction></xs:simpleType>
          <xs:complexType name="verdict" mixed="true"><xs:attribute name="type" type="xs:string"/><xs:attribute name="message" type="xs:string"/></xs:complexType>
          <xs:complexType name="case">
            <xs:choice minOccurs="0" maxOccurs="unbounded">
              <xs:element name="skipped" type="verdict"/><xs:element name="error" type="verdict"/><xs:element name="failure" type="verdict"/>
              <xs:element name="system-out" type="xs:string"/><xs:element name="system-err" type="xs:string"/>
            </xs:choice>
            <xs:attribute name="name" type="xs:string" use="required"/><xs:attribute name="classname" type="xs:string"/><xs:attribute name="time" type="seconds"/>
          </xs:complexType>
          <xs:complexType name="suite">
            <xs:sequence>
              <xs:element name="properties" minOccurs="0"><xs:complexType><xs:sequence>
                <xs:element name="property" maxOccurs="unbounded"><xs:complexType>
                  <xs:attribute name="name" type="xs:string" use="required"/><xs:attribute name="value" type="xs:string" use="required"/>
                </xs:complexType></xs:element>
              </xs:sequence></xs:complexType></xs:element>
              <xs:element name="testcase" type="case" minOccurs="0" maxOccurs="unbounded"/>
            </xs:sequence>
            <xs:attribute name="name" type="xs:string" use="required"/><xs:attribute name="tests" type="xs:unsignedInt" use="required"/>
            <xs:attribute name="failures" type="xs:unsignedInt"/><xs:attribute name="errors" type="xs:unsignedInt"/><xs:attribute name="skipped" type="xs:unsignedInt"/>
            <xs:attribute name="time" type="seconds"/><xs:attribute name="timestamp" type="xs:dateTime"/><xs:attribute name="hostname" type="xs:string"/>
          </xs:complexType>
          <xs:element name="testsuites"><xs:complexType>
            <xs:sequence><xs:element name="testsuite" type="suite" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
            <xs:attribute name="name" type="xs:string"/><xs:attribute name="time" type="seconds"/><xs:attribute name="tests" type="xs:unsignedInt"/>
            <xs:attribute name="failures" type="xs:unsignedInt"/><xs:attribute name="errors" type="xs:unsignedInt"/>
          </xs:complexType></xs:element>
        </xs:schema>
        """;

    /// <summary>Reads a file as strictly as XML 1.0 asks, and checks it.</summary>
    internal static XDocument Read(string path)
    {
        var schemas = new XmlSchemaSet();
        using var rules = XmlReader.Create(new StringReader(Rules));
        schemas.Add("", rules);
        var document = XDocument.Load(path);
        document.Validate(schemas, (_, problem) => throw problem.Exception);
        return document;
    }
}
